import type { Row } from './env.ts';

export interface Section {
  name: string;
  rows: Row[];
  /** Why there are none. */
  error?: string;
}

export const meets = ({ value, target }: Row): boolean | null =>
  target ? (target.is === 'at least' ? value >= target.value : value <= target.value) : null;

const figure = (value: number): string =>
  Number.isFinite(value)
    ? value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
    : '–';

/** The result as a Markdown document; its tables are readable in a terminal too. */
export function markdown(
  title: string,
  machine: Record<string, string>,
  sections: Section[],
): string {
  const lines = [`# ${title}`, ''];
  for (const [what, value] of Object.entries(machine)) lines.push(`- ${what}: ${value}`);
  for (const { name, rows, error } of sections) {
    lines.push('', `## ${name}`, '');
    if (error) lines.push(`Not measured: ${error}`);
    if (rows.length > 0) lines.push(...tableOf(rows));
  }
  return `${lines.join('\n')}\n`;
}

function tableOf(rows: Row[]): string[] {
  const cells = [
    ['what', 'value', 'target', 'note'],
    ...rows.map((row) => [
      row.what,
      `${figure(row.value)} ${row.unit}`,
      row.target ? `${meets(row) ? '✓' : '✗'} ${row.target.is} ${row.target.value}` : '',
      row.note ?? '',
    ]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells.map(line);
  const rule = `|${[...widths.map((width) => '-'.repeat(width + 2)), '---'].join('|')}|`;
  return [String(head), rule, ...body.map(String)];
}
