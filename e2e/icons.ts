import { SIDE } from './pictures.ts';

export const SIDES = `width="${SIDE}" height="${SIDE}"`;
const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

/** A file of which `<use>` shows `#g`. */
export const fileOf = (inner: string): string => `<svg ${XMLNS}><g id="g">${inner}</g></svg>`;

const stops = '<stop stop-color="green"/>';

/** Each a green square, drawn as icons are. */
export const ICONS: Readonly<Record<string, string>> = {
  flat: `<rect ${SIDES} fill="green"/>`,
  gradient: `<linearGradient id="a">${stops}</linearGradient><rect ${SIDES} fill="url(#a)"/>`,
  mask: `<mask id="a"><rect ${SIDES} fill="#fff"/></mask><rect ${SIDES} fill="green" mask="url('#a')"/>`,
  filter: `<filter id="a"><feFlood flood-color="green"/></filter><rect ${SIDES} filter="url(#a)"/>`,
  sheet: `<style>@import url(fonts.css); @font-face { font-family: a; src: url(a.woff2) } .\\31 a { fill: gr\\65 en }</style><rect ${SIDES} class="1a"/>`,
};
