import type { Row } from './row.ts';

/** Why a row cannot be shown in Firefox 153, or cannot be judged there. */
const CANNOT: Readonly<Record<string, string>> = {};

/** Why a row is not right in Firefox, where it is known. */
const WRONG: Readonly<Record<string, string>> = {};

/** @returns why the row is not tried in Firefox; null where it is */
export function notInFirefox({ id, condition }: Pick<Row, 'id' | 'condition'>): string | null {
  if (condition === 'late verdicts') return 'no worker there can be held by a test';
  if (condition === 'a quarter of the CPU') return 'no page there can be slowed by a test';
  return CANNOT[id] ?? null;
}

export const wrongInFirefox = ({ id }: Pick<Row, 'id'>): string | null => WRONG[id] ?? null;
