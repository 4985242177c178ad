/** As the address is asked for. */
export const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

/** Asked for over the network. */
export const isWeb = (url: string): boolean => /^https?:/.test(url);
