import { table } from '../../tools/table.ts';
import { isRight, type Result } from './judge.ts';

const HEADINGS = ['surface', 'covered', 'never painted', 'ordinary shown', 'control painted'];

const cellsOf = (result: Result, yes: string, no: string): string[] =>
  [result.covered, result.neverPainted, result.ordinaryShown, result.control].map((holds) =>
    holds ? yes : no,
  );

/** For a terminal. */
export const inText = (results: readonly Result[]): string =>
  table(
    [...HEADINGS, 'what was seen'],
    results.map((result) => [
      `${result.row.group}: ${result.row.title}${result.row.excuse ? ' (excused)' : ''}`,
      ...cellsOf(result, 'yes', 'NO'),
      result.notes.join('; '),
    ]),
  );

export const sumOf = (results: readonly Result[]): string => {
  const right = results.filter(isRight).length;
  const count = (of: (result: Result) => boolean) => results.filter(of).length;
  return (
    `${results.length} surfaces: ${right} all right; ${count((r) => r.covered)} covered, ` +
    `${count((r) => r.neverPainted)} never painted, ${count((r) => r.ordinaryShown)} with the ` +
    `ordinary one shown, ${count((r) => r.control)} painted without Figleaf.`
  );
};
