import type { WebRequest } from 'webextension-polyfill';

/** @param name in lower case @returns undefined where it was not sent, or not asked for */
export const headerOf = (
  { responseHeaders }: { readonly responseHeaders?: WebRequest.HttpHeaders | undefined },
  name: string,
): string | undefined =>
  responseHeaders?.find((header) => header.name.toLowerCase() === name)?.value;
