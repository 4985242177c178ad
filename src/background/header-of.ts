import type { WebRequest } from 'webextension-polyfill';

export interface Answer {
  readonly responseHeaders?: WebRequest.HttpHeaders | undefined;
}

/** @param name in lower case @returns the value of each that was sent; none where it was not asked for */
export const headersOf = ({ responseHeaders = [] }: Answer, name: string): string[] =>
  responseHeaders.flatMap((header) =>
    header.name.toLowerCase() === name ? [header.value ?? ''] : [],
  );

/** @returns the first of them */
export const headerOf = (answer: Answer, name: string): string | undefined =>
  headersOf(answer, name)[0];
