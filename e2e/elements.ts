import type { Page } from '@playwright/test';
import { SIDE } from './pictures.ts';

/** Elements that show a picture by its address, each of one picture's size and with its name for an id. */
export const ELEMENTS: Readonly<Record<string, (url: string) => string>> = {
  img: (url) => `<img id="img" src="${url}">`,
  input: (url) => `<input id="input" type="image" src="${url}">`,
  background: (url) => `<div id="background" style="background: url('${url}')"></div>`,
  svg: (url) =>
    `<svg id="svg" viewBox="0 0 ${SIDE} ${SIDE}"><image href="${url}" width="${SIDE}" height="${SIDE}"/></svg>`,
  poster: (url) => `<video id="poster" poster="${url}"></video>`,
  object: (url) => `<object id="object" type="image/jpeg" data="${url}"></object>`,
  embed: (url) => `<embed id="embed" type="image/jpeg" src="${url}">`,
};

export const ALL_ELEMENTS = Object.keys(ELEMENTS);
/** No service worker is asked for what plug-ins show. */
export const NO_PLUGINS = ALL_ELEMENTS.filter((name) => name !== 'object' && name !== 'embed');

export const ELEMENT_STYLE = `<style>body > * { display: inline-block; width: ${SIDE}px; height: ${SIDE}px; vertical-align: top } script { display: none }</style>`;

/** @returns markup of these, side by side */
export const elementsOf = (names: readonly string[], urlOf: (name: string) => string): string =>
  names.map((name) => ELEMENTS[name]?.(urlOf(name)) ?? '').join('');

/** Puts an <img> at the end of the page: what came before it has had its time once that is shown. */
export const appendImage = (page: Page, id: string, src: string): Promise<void> =>
  page.evaluate((attributes) => document.body.append(Object.assign(new Image(), attributes)), {
    id,
    src,
  });
