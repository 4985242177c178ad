/** Set by the build: true in builds for development and tests, which keep a journal of judgements. */
declare const __DEV__: boolean;
