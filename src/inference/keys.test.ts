import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { hex, sha256 } from '../shared/sha256.ts';
import { Keys } from './keys.ts';

const SECRET = '0123456789abcdef'.repeat(4);
const OTHER = 'fedcba9876543210'.repeat(4);
const PICTURE = 'aa'.repeat(32);

test('hex keeps leading noughts', () => {
  expect(hex(Uint8Array.of(0, 1, 15, 16, 255).buffer)).toBe('00010f10ff');
  expect(hex(new ArrayBuffer(0))).toBe('');
});

test('sha256 is SHA-256', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(await sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

describe('Keys', () => {
  it('signs with HMAC-SHA-256 under the secret', async () => {
    const keys = await Keys.from(SECRET);
    const hmac = createHmac('sha256', Buffer.from(SECRET, 'hex'));
    hmac.update(`scores 6\n${PICTURE}\nmodel\nexample.org`);
    expect(await keys.scores(PICTURE, 'model', 'example.org')).toBe(hmac.digest('hex'));
  });

  it('gives the same key again, even after a restart', async () => {
    const first = await (await Keys.from(SECRET)).scores(PICTURE, 'm', 's');
    expect(await (await Keys.from(SECRET)).scores(PICTURE, 'm', 's')).toBe(first);
  });

  it('gives another key for another picture, model, site, secret and purpose', async () => {
    const keys = await Keys.from(SECRET);
    const others = await Keys.from(OTHER);
    const all = await Promise.all([
      keys.scores(PICTURE, 'm', 's'),
      keys.scores('bb'.repeat(32), 'm', 's'),
      keys.scores(PICTURE, 'n', 's'),
      keys.scores(PICTURE, 'm', 't'),
      keys.scores(PICTURE, '', 'ms'),
      keys.scores(PICTURE, 'ms', ''),
      keys.correction(PICTURE),
      keys.correction('bb'.repeat(32)),
      others.scores(PICTURE, 'm', 's'),
      others.correction(PICTURE),
    ]);
    expect(new Set(all).size).toBe(all.length);
    for (const key of all) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells nothing of the picture', async () => {
    const keys = await Keys.from(SECRET);
    expect(await keys.correction(PICTURE)).not.toContain(PICTURE.slice(0, 8));
  });

  it.each([
    ['empty', ''],
    ['short', SECRET.slice(2)],
    ['long', `${SECRET}00`],
    ['odd', `${SECRET}0`],
    ['not hex', `${SECRET.slice(2)}zz`],
    ['upper case', SECRET.toUpperCase()],
    ['followed by a newline', `${SECRET}\n`],
  ])('refuses a secret that is %s', async (_what, secret) => {
    await expect(Keys.from(secret)).rejects.toThrow('bad cache secret');
  });
});
