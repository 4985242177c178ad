/** As the address is asked for. */
export const withoutFragment = (url: string): string => url.replace(/#.*/s, '');
