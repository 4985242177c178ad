import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parseCard, parseMadeCard } from './card.ts';

const shipped = (id: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../../models/${id}/card.json`), 'utf8'));
const good = () => shipped('mobilenet-v2');

/** A good card with the value at `where` replaced; left out when undefined. */
function cardWith(where: string, value: unknown): unknown {
  const card = good();
  const steps = where.split('.');
  const last = steps.pop() ?? '';
  let at = card;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return card;
}

describe('parseCard', () => {
  it.each(['mobilenet-v2', 'mobilenet-v2-mid'])('takes the card of %s', (id) => {
    expect(parseCard(shipped(id)).id).toBe(id);
  });

  it('counts a class towards the fold only when its card says so', () => {
    expect(parseMadeCard(good()).labels.map((label) => label.nude)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it.each([undefined, null, 'card', 3, []])('refuses %j', (value) => {
    expect(() => parseCard(value)).toThrow('model card refused');
  });

  it.each<[string, unknown]>([
    ['id', '../x'],
    ['id', 'Upper'],
    ['id', ''],
    ['id', undefined],
    ['name', ''],
    ['kind', 'boxes'],
    ['bundled', 'yes'],
    ['file', '../model.onnx'],
    ['file', 'model.pb'],
    ['file', 'a/b.onnx'],
    ['input', undefined],
    ['input.name', 3],
    ['input.size', 4],
    ['input.size', 8192],
    ['input.size', 224.5],
    ['input.size', '224'],
    ['input.layout', 'NWHC'],
    ['input.channels', 'RGBA'],
    ['input.scale', null],
    ['input.mean', 0],
    ['input.std.1', 'x'],
    ['input.resize', 'crop'],
    ['input.more', 1],
    ['outputs.classes', undefined],
    ['outputs.map', 3],
    ['labels', []],
    ['labels.1.category', 'porn'],
    ['labels.1.name', ''],
    ['labels.1.nude', 'yes'],
    ['labels.1.more', 1],
    ['licence.spdx', undefined],
    ['source.package', 3],
    ['bytes', 0],
    ['bytes', 1.5],
    ['sha256', 'abc'],
    ['sha256', 'A'.repeat(64)],
    ['selfTest', undefined],
    ['selfTest.classes.0', Number.NaN],
    ['selfTest.tolerance', '.1'],
    ['more', 1],
  ])('names %s when it is %j', (field, value) => {
    expect(() => parseCard(cardWith(field, value))).toThrow(`${field}: `);
  });

  it('names every field at fault', () => {
    const card = { ...good(), id: 'No', bytes: -1, kind: 'x' };
    for (const field of ['id: ', 'bytes: ', 'kind: ']) expect(() => parseCard(card)).toThrow(field);
  });
});

test('the self-test must speak of every label', () => {
  expect(() => parseCard(cardWith('selfTest.classes', [1, 0, 0, 0]))).toThrow('selfTest.classes');
});
