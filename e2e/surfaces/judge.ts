import { isSeen } from './eye.ts';
import type { Sighting } from './perform.ts';
import type { Row } from './row.ts';

/*
 * A row is right when
 * - covered: of the explicit picture nothing is on the screen in the end;
 * - never painted: nor was it on any frame, from before the page was opened until then, and for rows
 *   judged by `paint` the browser told of no painting of any of its addresses where it could be seen;
 * - ordinary shown: its twin, shown in the same way, is there in the end, at least half as much as
 *   without the extension.
 * Without the extension both are there in the end, and the explicit one is painted by the same
 * measures, or the row proves nothing: `control`.
 */

/** What can hold of a row. */
export const HOLDS = ['covered', 'neverPainted', 'ordinaryShown', 'control'] as const;
export type Holds = (typeof HOLDS)[number];

export interface Result {
  readonly row: Row;
  readonly covered: boolean;
  readonly neverPainted: boolean;
  readonly ordinaryShown: boolean;
  readonly control: boolean;
  /** What was seen, where it is not all right. */
  readonly notes: readonly string[];
}

export const isRight = (result: Result): boolean =>
  result.covered && result.neverPainted && result.ordinaryShown && result.control;

/** All right, or excused and covered. */
export const isFine = (result: Result): boolean =>
  isRight(result) ||
  (result.row.excuse !== undefined && result.covered && result.neverPainted && result.control);

/** Both of a row's two, with the extension or without. */
interface Both {
  readonly explicit: Sighting;
  readonly ordinary: Sighting;
}

/** @throws Error where a row was not seen twice in each browser */
export function judgeAll(
  rows: readonly Row[],
  control: readonly Sighting[],
  figleaf: readonly Sighting[],
): Result[] {
  return rows.map((row) => judgeRow(row, bothOf(row, control), bothOf(row, figleaf)));
}

function bothOf(row: Row, sightings: readonly Sighting[]): Both {
  const own = sightings.filter(({ actor }) => actor.row === row);
  const explicit = own.find(({ actor }) => actor.it.kind === 'explicit');
  const ordinary = own.find(({ actor }) => actor.it.kind === 'ordinary');
  if (!explicit || !ordinary) throw new Error(`${row.id} was not seen`);
  return { explicit, ordinary };
}

function judgeRow(row: Row, control: Both, figleaf: Both): Result {
  const seen = (share: number) => isSeen(share, row.eye);
  const byEvents = (row.criterion ?? 'paint') === 'paint';
  const wasPainted = ({ most, atEnd, painted }: Sighting) =>
    seen(most) || seen(atEnd) || (byEvents && (painted?.length ?? 0) > 0);
  const notes: string[] = [];
  const note = (holds: boolean, text: string): boolean => {
    if (!holds) notes.push(text);
    return holds;
  };
  const { explicit, ordinary } = figleaf;
  const faults = [control.explicit, control.ordinary, explicit, ordinary].map(({ fault }) => fault);
  const fault = faults.find((words) => words !== null);
  const events = control.explicit.painted;
  return {
    row,
    covered: note(!seen(explicit.atEnd), `${percent(explicit.atEnd)} of the explicit one is there`),
    neverPainted: note(
      !wasPainted(explicit),
      `painted: ${percent(explicit.most)} on a frame, ${explicit.painted?.length ?? 'no'} addresses told of`,
    ),
    ordinaryShown: note(
      seen(ordinary.atEnd) && ordinary.atEnd >= control.ordinary.atEnd / 2,
      `${percent(ordinary.atEnd)} of the ordinary one is there, ${percent(control.ordinary.atEnd)} without`,
    ),
    control:
      note(fault === undefined, fault ?? '') &&
      note(
        seen(control.explicit.atEnd) && seen(control.ordinary.atEnd),
        `control: ${percent(control.explicit.atEnd)} and ${percent(control.ordinary.atEnd)} are there`,
      ) &&
      note(row.look !== undefined || seen(control.explicit.most), 'control: on no frame') &&
      note(
        !byEvents || events === null || events.length > 0,
        'control: the browser told of no painting; judge it by frames',
      ),
    notes,
  };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
