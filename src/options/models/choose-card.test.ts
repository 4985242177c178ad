import { describe, expect, it } from 'vitest';
import { allCards } from '../../../models/cards.ts';
import { tinyModel } from '../../../models/synthetic/tiny.ts';
import type { ModelCard } from '../../shared/card.ts';
import { parseKnownCards } from '../../shared/known-cards.ts';
import { chooseCard, MOST_CARD_BYTES } from './choose-card.ts';
import { sha256Of } from './test-ports.ts';

const known = parseKnownCards(
  allCards()
    .map(({ card }) => JSON.parse(JSON.stringify(card)))
    .filter(({ bundled }) => !bundled),
);
const byId = (id: string): ModelCard => {
  const card = known.find((one) => one.id === id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
};
const NUDENET = byId('nudenet-320n');
const MODEL = Uint8Array.from(tinyModel(byId('marqo-nsfw-384')));
const file = (name: string, content: Uint8Array | string = MODEL) =>
  new File([typeof content === 'string' ? content : content.slice()], name);
const choose = (files: File[], cards = known) =>
  chooseCard(files, cards, ['mobilenet-v2', 'mobilenet-v2-mid'], async (bytes) => sha256Of(bytes));
const refused = (fault: unknown) => ({ is: 'refused', fault });

describe('a model alone', () => {
  it('is known by its hash, whatever it is called', async () => {
    const card = { ...NUDENET, sha256: sha256Of(MODEL) } as ModelCard;
    const chosen = file('anything.ONNX');
    expect(await choose([chosen], [card])).toEqual({ is: 'model', card, file: chosen });
  });

  it('may be one of those whose hash nobody states', async () => {
    const outcome = await choose([file('export.onnx')]);
    expect(outcome).toMatchObject({ is: 'which' });
    const ids = outcome.is === 'which' ? outcome.cards.map(({ id }) => id) : [];
    expect(ids).toContain('marqo-nsfw-384');
    expect(ids).not.toContain('nudenet-320n');
  });

  it('called as a known one and not the same is that one, broken off or changed', async () => {
    const expected = NUDENET.bytes ?? Number.NaN;
    expect(await choose([file('320n.onnx')])).toEqual(
      refused({ is: 'short', bytes: MODEL.length, expected }),
    );
    const sized = (bytes: number) => [{ ...NUDENET, bytes } as ModelCard];
    expect(await choose([file('320n.onnx')], sized(10))).toEqual(
      refused({ is: 'long', expected: 10 }),
    );
    expect(await choose([file('320n.onnx')], sized(MODEL.length))).toEqual(refused({ is: 'hash' }));
  });
});

describe('with a card of one’s own', () => {
  const own = { ...byId('marqo-nsfw-384'), id: 'mine', name: 'Mine' };
  const card = (value: unknown) => file('card.json', JSON.stringify(value));

  it('is what the card says', async () => {
    const model = file('mine.onnx');
    const outcome = await choose([card(own), model]);
    expect(outcome).toMatchObject({ is: 'model', card: { id: 'mine' }, file: model });
  });

  it.each(['auto', 'fast', 'balanced', 'none', 'mobilenet-v2', 'nudenet-320n'])(
    'no card takes the id of another: %s',
    async (id) => {
      expect(await choose([file('m.onnx'), card({ ...own, id })])).toEqual(
        refused({ is: 'reserved', id }),
      );
    },
  );

  it.each([
    ['no JSON', '{'],
    ['no card', '{}'],
    ['a list', '[]'],
    ['a card with more', JSON.stringify({ ...own, run: 'code' })],
    ['a card with an id of several parts', JSON.stringify({ ...own, id: '../other' })],
    [
      'a card with an address that is not secure',
      JSON.stringify({ ...own, source: { repository: 'a', url: 'http://a.example/' } }),
    ],
    ['a card larger than any', JSON.stringify({ ...own, notes: ['x'.repeat(MOST_CARD_BYTES)] })],
  ])('%s', async (_, text) => {
    const outcome = await choose([file('m.onnx'), file('card.json', text)]);
    expect(outcome).toMatchObject({ is: 'refused', fault: { is: 'card' } });
  });
});

it.each([
  ['nothing', [], 'no-model'],
  ['a card alone', ['card.json'], 'no-model'],
  ['a picture', ['cat.jpg'], 'no-model'],
  ['two models', ['a.onnx', 'b.onnx'], 'many'],
  ['two cards', ['a.onnx', 'a.json', 'b.json'], 'many'],
  ['a model and a picture', ['a.onnx', 'cat.jpg'], 'many'],
])('%s', async (_, names, is) => {
  expect(await choose(names.map((name) => file(name)))).toEqual(refused({ is }));
});

it('a file that cannot be read', async () => {
  const gone = file('a.onnx');
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  expect(await choose([gone])).toEqual(refused({ is: 'unreadable' }));
});
