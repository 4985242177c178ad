import { describe, expect, it } from 'vitest';
import { type CardOf, type ModelCard, parseCard } from '../src/shared/card.ts';
import { allCards, bundledCards } from './cards.ts';

const cards = allCards().map(({ card }) => card);
const byId = (id: string): ModelCard => {
  const card = cards.find((one) => one.id === id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
};
const detectors = cards.filter((card): card is CardOf<'boxes-yolo'> | CardOf<'boxes-retinanet'> =>
  card.kind.startsWith('boxes'),
);

it('there is a card for every model people were promised, and two of them ship', () => {
  expect(cards.map(({ id }) => id)).toEqual([
    'falconsai-nsfw',
    'inception-v3',
    'marqo-nsfw-384',
    'mobilenet-v2',
    'mobilenet-v2-mid',
    'nudenet-320n',
    'nudenet-640m',
    'nudenet-v2-base',
    'nudenet-v2-classifier',
    'nudenet-v2-default',
    'yahoo-open-nsfw',
  ]);
  expect(bundledCards().map(({ card }) => card.id)).toEqual(['mobilenet-v2', 'mobilenet-v2-mid']);
});

it('a folder is named as its card', () => {
  for (const { card, cardPath } of allCards()) expect(cardPath).toContain(`/${card.id}/card.json`);
});

it('what must be accepted is not bundled, and AGPL must be accepted', () => {
  const agpl = cards.filter(({ licence }) => licence.spdx.startsWith('AGPL'));
  expect(agpl.length).toBe(5);
  for (const { licence } of agpl) expect(licence.accept).toBe(true);
  for (const { licence, bundled } of cards) expect(licence.accept && bundled).toBe(false);
});

describe.each(detectors)('$id', ({ labels }) => {
  it('maps every label to a category, covered parts to suggestive, faces to people', () => {
    expect(labels.length).toBeGreaterThanOrEqual(6);
    for (const { name, category } of labels) {
      expect(category, name).not.toBe('none');
      if (name.includes('COVERED')) expect(category, name).toBe('suggestive');
      if (name.includes('FACE')) expect(category, name).toBe('people');
      if (/GENITALIA|ANUS/.test(name) && name.includes('EXPOSED')) {
        expect(category, name).toBe('explicit');
      }
      if (/BELLY|FEET|ARMPITS/.test(name) && name.includes('EXPOSED')) {
        expect(category, name).toBe('otherSkin');
      }
    }
  });

  it('marks unsafe what the origin’s rule names, and nothing else', () => {
    const unsafe = labels.filter((label) => label.unsafe).map(({ name }) => name);
    expect(unsafe).toHaveLength(4);
    for (const name of unsafe) {
      expect(name).toMatch(/EXPOSED/);
      expect(name).toMatch(/BUTTOCKS|GENITALIA|FEMALE_BREAST|BREAST_F/);
    }
  });
});

it('labels stand in the models’ order', () => {
  const names = (id: string) => byId(id).labels.map(({ name }) => name);
  expect(names('nudenet-640m')).toEqual(names('nudenet-320n'));
  expect(names('nudenet-320n')).toHaveLength(18);
  expect(names('nudenet-320n')[3]).toBe('FEMALE_BREAST_EXPOSED');
  expect(names('nudenet-320n')[14]).toBe('MALE_GENITALIA_EXPOSED');
  expect(names('nudenet-v2-default')).toHaveLength(16);
  expect(names('nudenet-v2-default')[15]).toBe('EXPOSED_GENITALIA_M');
  expect(names('nudenet-v2-classifier')).toEqual(['unsafe', 'safe']);
  expect(names('marqo-nsfw-384')).toEqual(['NSFW', 'SFW']);
  expect(names('falconsai-nsfw')).toEqual(['normal', 'nsfw']);
});

it('what is unknown is null, and the card says why', () => {
  for (const card of cards) {
    if ('package' in card.source) continue;
    const known = card.bytes !== null && card.sha256 !== null && 'url' in card.source;
    if (!known) expect('unknown' in card && card.unknown, card.id).toMatch(/\w{3}.*[.]$/);
  }
});

describe('a card of another kind', () => {
  const raw = (id: string) => structuredClone(byId(id)) as unknown as Record<string, unknown>;
  /** The value at `where` replaced; left out when undefined. */
  function changed(id: string, where: string, value: unknown): unknown {
    const card = raw(id);
    const steps = where.split('.');
    const last = steps.pop() ?? '';
    let at = card;
    for (const step of steps) at = at[step] as Record<string, unknown>;
    if (value === undefined) delete at[last];
    else at[last] = value;
    return card;
  }

  it.each(cards.map(({ id }) => id))('%s is taken again as it was read', (id) => {
    expect(parseCard(raw(id))).toEqual(byId(id));
  });

  it.each<[string, string, unknown]>([
    ['nudenet-320n', 'kind', 'boxes'],
    ['nudenet-320n', 'bundled', true],
    ['nudenet-320n', 'input.resize', 'fit'],
    ['nudenet-320n', 'input.resize', 'min-max'],
    ['nudenet-320n', 'input.filter', 'lanczos'],
    ['nudenet-320n', 'input.pad', 256],
    ['nudenet-320n', 'input.std.0', 0],
    ['nudenet-320n', 'outputs.boxes', 3],
    ['nudenet-320n', 'thresholds.score', 1.5],
    ['nudenet-320n', 'thresholds.iou', -0.1],
    ['nudenet-320n', 'thresholds.topK', 0],
    ['nudenet-320n', 'thresholds.perClass', undefined],
    ['nudenet-320n', 'labels.0.unsafe', 'yes'],
    ['nudenet-320n', 'labels.0.nude', true],
    ['nudenet-320n', 'licence.accept', 1],
    ['nudenet-320n', 'source.url', 'http://example.org/x.onnx'],
    ['nudenet-320n', 'source.url', 'no address'],
    ['nudenet-320n', 'source.package', 'x'],
    ['nudenet-v2-default', 'input.sides', { min: 900, max: 800 }],
    ['nudenet-v2-default', 'input.size', 800],
    ['nudenet-v2-default', 'fast.score', 2],
    ['nudenet-v2-default', 'outputs', {}],
    ['marqo-nsfw-384', 'outputs.answers', 'odds'],
    ['yahoo-open-nsfw', 'input.from', undefined],
    ['inception-v3', 'selfTest', undefined],
    ['inception-v3', 'sha256', null],
  ])('%s is refused when %s is %j', (id, where, value) => {
    expect(() => parseCard(changed(id, where, value))).toThrow('model card refused');
  });

  it('must not say less than it knows, nor leave out why', () => {
    expect(() => parseCard(changed('nudenet-320n', 'sha256', null))).toThrow('unknown: must say');
    expect(() => parseCard(changed('nudenet-320n', 'unknown', 'x'))).toThrow('nothing on the card');
    expect(() => parseCard(changed('nudenet-v2-base', 'unknown', undefined))).toThrow('must say');
    const twice = changed('nudenet-v2-base', 'labels.1.name', 'EXPOSED_BELLY');
    expect(() => parseCard(twice)).toThrow('labels: two are named EXPOSED_BELLY');
  });

  it('of the class-map kind is taken', () => {
    const { thresholds: _boxes, ...rest } = raw('nudenet-320n');
    const card = {
      ...rest,
      kind: 'class-map',
      outputs: { map: 'map', reading: 'cells' },
      thresholds: { score: 0.5 },
      labels: [
        { name: 'a', category: 'explicit' },
        { name: 'b', category: 'none' },
      ],
    };
    expect(parseCard(card).kind).toBe('class-map');
    expect(() => parseCard({ ...card, outputs: { map: 'map' } })).toThrow('outputs.reading');
  });
});
