/** The bundled classifiers by what a person calls them. */
export const BUNDLED = { fast: 'mobilenet-v2', balanced: 'mobilenet-v2-mid' } as const;

/**
 * Automatic prefers the better model unless its batch median passes this, in milliseconds a
 * picture: at 60 a screenful of 15 pictures is judged in under a second.
 */
export const BALANCED_LIMIT_MS = 60;
