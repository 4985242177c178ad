/** Set by the build: true in builds for development and tests, which keep a journal of judgements. */
declare const __DEV__: boolean;

/** Filled in by the build: a style sheet with all it imports. */
declare module '*.css?text' {
  const css: string;
  export default css;
}
