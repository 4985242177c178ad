import { language } from './t.ts';

/* Numbers and lists, in the language of the sentences that they stand in. */

const number = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(language(), options).format(value);

export const count = (value: number): string => number(value, {});

/** @param part 0–1 */
export const percent = (part: number): string => number(part, { style: 'percent' });

export const milliseconds = (value: number): string =>
  number(value, {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });

/** Whole minutes, a begun one counts. */
export const minutes = (value: number): string =>
  number(Math.ceil(value), { style: 'unit', unit: 'minute', unitDisplay: 'short' });

/** CSS pixels. Intl has no such unit, and the symbol is the same everywhere. */
export const pixels = (value: number): string => `${count(value)} px`;

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** In thousands, as browsers and shops count: "1.2 MB". */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(STEPS.length - 1, Math.floor(Math.log10(value) / 3));
  return number(value / 1000 ** step, {
    style: 'unit',
    unit: STEPS[step] ?? 'byte',
    maximumFractionDigits: step === 0 ? 0 : 1,
  });
}

/** "a, b and c" */
export const list = (items: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(items);
