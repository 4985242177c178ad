import type { Key } from '../ui/t.ts';
import type { Section } from './section.ts';

/** What of the page is to be seen: the ids of rows, by the section's id. */
export type Found = ReadonlyMap<string, ReadonlySet<string>>;

/** Letters without case and accents, so that "colour" finds "Colour" and "resume" "Résumé". */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** @returns whether every word of `query` is somewhere in `text` */
export function holds(text: string, query: string): boolean {
  const inside = folded(text);
  return folded(query)
    .split(/\s+/)
    .every((word) => inside.includes(word));
}

/**
 * A row is found by its own words together with those of its section, so that "covers blur" finds
 * it; a section whose own words have all of the query is found whole.
 * @param read gives the message of a key
 */
export function search(
  sections: readonly Section[],
  query: string,
  read: (key: Key) => string,
): Found {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { id, title, about, alsoCalled, rows } of sections) {
    const own = [title, about, alsoCalled].map(read).join(' ');
    const whole = holds(own, query);
    const hits = rows.filter(
      ({ words }) => whole || holds([own, ...words.map(read)].join(' '), query),
    );
    if (hits.length > 0) found.set(id, new Set(hits.map((row) => row.id)));
  }
  return found;
}
