import { ELSEWHERE } from './elsewhere.ts';
import { HOLDS, type Holds } from './judge.ts';
import { notInFirefox, wrongInFirefox } from './not-in-firefox.ts';
import { PREFACE } from './preface.ts';
import type { Row } from './row.ts';
import { ROWS } from './rows.ts';
import type { BrowserName } from './run-table.ts';

/** What was last seen of each row in a browser, by the row's id: all that held. */
export interface Seen {
  /** Of the latest run. */
  date: string;
  rows: Record<string, readonly Holds[]>;
}
export type SurfaceRecord = Partial<Record<BrowserName, Seen>>;

const HEADINGS = [
  'surface',
  'covered',
  'never painted',
  'ordinary shown',
  'control painted',
  'Firefox',
];
const NOT: Readonly<Record<Holds, string>> = {
  covered: 'not covered',
  neverPainted: 'seen for a moment',
  ordinaryShown: 'ordinary not shown',
  control: 'control not painted',
};

/** docs/surfaces.md. */
export function inMarkdown({ chromium, firefox }: SurfaceRecord): string {
  const groups = [...new Set(ROWS.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const lines = ROWS.filter((row) => row.group === group).map((row) => {
      const excuse = row.excuse ? ` ([excused](${row.excuse}))` : '';
      const held = chromium?.rows[row.id];
      const cells = [
        `${escaped(row.title)}${excuse}`,
        ...HOLDS.map((name) => (held ? (held.includes(name) ? 'yes' : '**no**') : '–')),
        firefoxCell(row, firefox),
      ];
      return `| ${cells.join(' | ')} |`;
    });
    const rule = HEADINGS.map(() => '---').join(' | ');
    return `## ${group}\n\n| ${HEADINGS.join(' | ')} |\n| ${rule} |\n${lines.join('\n')}\n`;
  });
  const others = ELSEWHERE.map(
    ({ attack, file, words }) =>
      `| ${escaped(attack)} | [${file}](../e2e/${file}): ${escaped(words)} |`,
  );
  return [
    PREFACE,
    `Chromium, ${sumOf(chromium, ROWS)}`,
    `Firefox, ${sumOf(
      firefox,
      ROWS.filter((row) => notInFirefox(row) === null),
    )}`,
    ...sections,
    `## Hostile pages, in other tests\n\n| a page that | test |\n| --- | --- |\n${others.join('\n')}\n`,
  ].join('\n\n');
}

function firefoxCell(row: Row, seen: Seen | undefined): string {
  const cannot = notInFirefox(row);
  if (cannot !== null) return `– (${cannot})`;
  const held = seen?.rows[row.id];
  if (!held) return '–';
  const missing = HOLDS.filter((name) => !held.includes(name));
  if (missing.length === 0) return 'yes';
  const why = wrongInFirefox(row);
  return `**${missing.map((name) => NOT[name]).join(', ')}**${why ? `: ${escaped(why)}` : ''}`;
}

function sumOf(seen: Seen | undefined, rows: readonly Row[]): string {
  if (!seen) return 'not measured.';
  const measured = rows.flatMap(({ id }) => {
    const held = seen.rows[id];
    return held ? [held] : [];
  });
  const count = (name: Holds) => measured.filter((held) => held.includes(name)).length;
  const right = measured.filter((held) => held.length === HOLDS.length).length;
  return (
    `last measured ${seen.date}, ${measured.length} of ${rows.length} surfaces: ${right} all right; ` +
    `${count('covered')} covered, ${count('neverPainted')} never painted, ` +
    `${count('ordinaryShown')} with the ordinary one shown, ${count('control')} painted without Figleaf.`
  );
}

const escaped = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
