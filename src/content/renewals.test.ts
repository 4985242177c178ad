import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anewIn } from '../shared/anew.ts';
import type { PageSays, PageView } from '../shared/messages.ts';
import type { CoveredBox, Verdict } from '../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import type { EnginePort } from './engine-port.ts';
import { type Renewable, Renewals, renewalFor } from './renewals.ts';

vi.mock('./browser.chrome.ts', () => import('./browser.firefox.ts'));

const VIEW: PageView = { ...DEFAULT_SETTINGS, active: true, all: false };
const URL = 'https://pictures.test/a.jpg?x=1#part';
const BOXES: CoveredBox[] = [{ x: 0, y: 0, width: 0.5, height: 0.5, reasons: ['explicit'] }];
const COVERED: Verdict = { cover: true, reason: 'explicit' };

const of = (parts: Partial<Renewable> = {}): Renewable => ({
  url: URL,
  id: 7,
  replaced: true,
  renewedFor: '',
  verdict: { cover: false },
  mosaic: null,
  hand: null,
  ...parts,
});

describe('why a picture is asked for again', () => {
  const no = () => false;

  it('is that it may be seen, and something else is there', () => {
    expect(renewalFor(of(), null, no, VIEW)).toBe('clear');
    expect(renewalFor(of({ replaced: false }), null, no, VIEW)).toBe('');
  });

  it('is that a person revealed it, once the engine knows which picture that is', () => {
    expect(renewalFor(of({ hand: 'reveal', replaced: false }), null, no, VIEW)).toBe('revealed');
    expect(renewalFor(of({ hand: 'reveal', id: 0 }), null, no, VIEW)).toBe('');
  });

  it('is no reveal where pictures are not looked at', () => {
    const view = { ...VIEW, active: false };
    expect(renewalFor(of({ hand: 'reveal' }), null, no, view)).toBe('clear');
  });

  it('is not while it is covered as a whole, or unjudged', () => {
    expect(renewalFor(of({ verdict: COVERED }), 'explicit', no, VIEW)).toBe('');
    expect(renewalFor(of({ verdict: null }), 'unjudged', no, VIEW)).toBe('');
    const inParts = { ...COVERED, boxes: BOXES };
    expect(renewalFor(of({ verdict: inParts, hand: 'cover' }), 'hand', no, VIEW)).toBe('');
  });

  it('is how its parts are to be painted over, where they are not', () => {
    const it = of({ verdict: { ...COVERED, boxes: BOXES }, renewedFor: 'before' });
    const reason = renewalFor(it, 'explicit', no, VIEW);
    expect(reason).not.toBe('');
    expect(renewalFor(it, 'explicit', no, { ...VIEW, maskColour: 'black' })).not.toBe(reason);
    // Nothing new where they are.
    expect(renewalFor(it, 'explicit', () => true, VIEW)).toBe('before');
  });
});

describe('asking again', () => {
  const said: PageSays[] = [];
  const asked: string[] = [];
  let comes = true;
  let renewals: Renewals;

  beforeEach(() => {
    vi.useFakeTimers();
    said.length = 0;
    asked.length = 0;
    comes = true;
    vi.stubGlobal(
      'Image',
      class {
        set src(url: string) {
          asked.push(url);
        }
        async decode() {
          if (!comes) throw new Error('EncodingError');
        }
      },
    );
    const say = (message: PageSays) => {
      said.push(message);
      return true;
    };
    renewals = new Renewals({ say } as unknown as EnginePort);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is by the same address but for the fragment, and once for each reason', async () => {
    const it = of();
    const renewing = renewals.renew(it, () => 'clear');
    await vi.runAllTimersAsync();
    const renewed = await renewing;
    expect(renewed?.url).toBe(asked[0]);
    expect(asked[0]?.split('#')[0]).toBe('https://pictures.test/a.jpg?x=1');
    expect(anewIn(asked[0] ?? '')).toMatch(/^[a-z0-9]{12,}$/);
    expect(await renewals.renew(it, () => 'clear')).toBeNull();
    expect(asked).toHaveLength(1);
    const other = renewals.renew(it, () => 'other');
    await vi.runAllTimersAsync();
    expect(await other).not.toBeNull();
    expect(asked[1]).not.toBe(asked[0]);
  });

  it('is not where there is no reason, or nothing came by the network', async () => {
    expect(await renewals.renew(of(), () => '')).toBeNull();
    expect(await renewals.renew(of({ url: 'data:image/png,x' }), () => 'clear')).toBeNull();
    expect(await renewals.renew(of({ url: 'blob:https://a.test/1' }), () => 'clear')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is not where the reason was gone in a moment, and may be later', async () => {
    let reason = 'clear';
    const it = of();
    const renewing = renewals.renew(it, () => reason);
    reason = '';
    await vi.runAllTimersAsync();
    expect(await renewing).toBeNull();
    expect(it.renewedFor).toBe('');
    expect(asked).toEqual([]);
  });

  it('of a revealed one waits for the engine’s word on that very token', async () => {
    const it = of({ hand: 'reveal' });
    const renewing = renewals.renew(it, () => 'revealed');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual([]);
    const [order] = said;
    if (order?.say !== 'anew') throw new Error('nothing was said');
    expect(order.id).toBe(7);
    renewals.passed('another');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual([]);
    renewals.passed(order.token);
    await vi.advanceTimersByTimeAsync(0);
    expect(anewIn((await renewing)?.url ?? '')).toBe(order.token);
  });

  it('of a revealed one comes to nothing where the engine never answers', async () => {
    const renewing = renewals.renew(of({ hand: 'reveal' }), () => 'revealed');
    await vi.runAllTimersAsync();
    expect(await renewing).toBeNull();
    expect(asked).toEqual([]);
  });

  it('comes to nothing where the picture is gone', async () => {
    comes = false;
    const renewing = renewals.renew(of(), () => 'clear');
    await vi.runAllTimersAsync();
    expect(await renewing).toBeNull();
  });

  it('comes to nothing where it shows another picture by then', async () => {
    const it = { ...of() };
    const renewing = renewals.renew(it, () => 'clear');
    Object.assign(it, { url: 'https://pictures.test/b.jpg' });
    await vi.runAllTimersAsync();
    expect(await renewing).toBeNull();
  });

  it('no two tokens are alike', async () => {
    for (let i = 0; i < 50; i++) {
      const renewing = renewals.renew(of(), () => 'clear');
      await vi.runAllTimersAsync();
      await renewing;
    }
    expect(new Set(asked).size).toBe(50);
  });
});
