import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANSWERED_BY } from './routes.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const HOME = `chrome-extension://${ID}/`;

type Listener = (message: unknown, sender: unknown) => Promise<unknown> | undefined;
const listeners = vi.hoisted((): unknown[] => []);

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'abcdefghijklmnopabcdefghijklmnop',
      getURL: (file: string) => `chrome-extension://abcdefghijklmnopabcdefghijklmnop/${file}`,
      onMessage: { addListener: (listener: unknown) => listeners.push(listener) },
    },
  },
}));

const { answerRequests, ENGINE_PAGE, roleOf } = await import('./answer.ts');

type Sender = Parameters<typeof roleOf>[0];
const tab = { id: 7 } as NonNullable<Sender['tab']>;
const senders = {
  page: { id: ID, url: 'https://example.org/', tab },
  ui: { id: ID, url: `${HOME}options/options.html`, tab },
  engine: { id: ID, url: `${HOME}${ENGINE_PAGE}` },
  background: { id: ID, url: `${HOME}background/background.js` },
  stranger: { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: `${HOME}options/options.html` },
} satisfies Record<string, Sender>;

describe('roleOf', () => {
  it.each<[string, Sender, ReturnType<typeof roleOf>]>([
    ['a content script', senders.page, 'page'],
    ['a content script in a frame', { ...senders.page, frameId: 3 }, 'page'],
    ['a content script in about:blank', { id: ID, url: 'about:blank', tab }, 'page'],
    ['a content script in a document without a URL', { id: ID, tab }, 'page'],
    [
      'a page that puts our URL in its query',
      { id: ID, url: `https://evil.example/?${HOME}options/options.html`, tab },
      'page',
    ],
    [
      'a page that puts our URL in its fragment',
      { id: ID, url: `https://evil.example/#${HOME}${ENGINE_PAGE}`, tab },
      'page',
    ],
    [
      'a page on a host that begins like ours',
      { id: ID, url: `https://${ID}.example/options/options.html`, tab },
      'page',
    ],
    [
      'a page of an extension whose id begins with ours',
      { id: ID, url: `chrome-extension://${ID}x/options/options.html`, tab },
      'page',
    ],
    ['a blob of ours in a tab', { id: ID, url: `blob:${HOME}0b9c`, tab }, 'page'],
    ['an ordinary address without a tab', { id: ID, url: 'https://example.org/' }, null],
    ['the options in a tab', senders.ui, 'ui'],
    ['the popup, which has no tab', { id: ID, url: `${HOME}popup/popup.html` }, 'ui'],
    [
      'an options page that asks to be the engine',
      { id: ID, url: `${HOME}options/options.html?${HOME}${ENGINE_PAGE}`, tab },
      'ui',
    ],
    ['a file beside the engine', { id: ID, url: `${HOME}${ENGINE_PAGE}.html` }, 'ui'],
    ['the engine', senders.engine, 'engine'],
    ['the engine with a query', { id: ID, url: `${HOME}${ENGINE_PAGE}?private#x` }, 'engine'],
    ['the service worker', senders.background, 'background'],
    ['the service worker without a URL', { id: ID }, 'background'],
    ['its script, opened in a tab', { ...senders.background, tab }, 'page'],
    ['another extension', senders.stranger, null],
    ['another extension with a tab', { ...senders.stranger, tab }, null],
    ['another extension at our engine', { ...senders.engine, id: 'other' }, null],
    ['nobody we can name', {}, null],
    ['a tab without an extension', { url: `${HOME}popup/popup.html`, tab }, null],
  ])('%s', (_who, sender, role) => {
    expect(roleOf(sender, ID, HOME)).toBe(role);
  });
});

describe('answerRequests', () => {
  afterEach(() => {
    listeners.length = 0;
  });

  /** A host whose every handler answers with what it was asked, but for those given. */
  function host(
    here: 'background' | 'engine',
    special: Record<string, (body: unknown) => unknown>,
  ) {
    const asked: string[] = [];
    const mine = Object.entries(ANSWERED_BY).filter(([, to]) => to === here);
    const handlers = Object.fromEntries(
      mine.map(([name]) => [
        name,
        (body: unknown) => {
          asked.push(name);
          return (special[name] ?? (() => name))(body);
        },
      ]),
    );
    answerRequests(here, handlers as unknown as Parameters<typeof answerRequests>[1]);
    const listener = listeners.at(-1) as Listener;
    const send = (name: string, sender: Sender, body: unknown = null, to: string = here) =>
      listener({ to, name, body }, sender);
    return { asked, listener, send };
  }

  it('answers who may ask, with what the handler says', async () => {
    const { send } = host('background', { 'site.get': async (body) => ({ body }) });
    await expect(send('site.get', senders.ui, { tabId: 7 })).resolves.toEqual({
      ok: true,
      reply: { body: { tabId: 7 } },
    });
  });

  const whoMay: Record<string, (keyof typeof senders)[]> = {
    'engine.ensure': ['page', 'ui'],
    'engine.boot': ['engine'],
    'settings.get': ['ui'],
    'settings.set': ['ui'],
    'site.get': ['ui'],
    'site.set': ['ui'],
    'referrer.set': ['engine'],
    'corrections.forNow': ['engine'],
    'tab.counts': ['engine'],
  };
  const everyone = Object.keys(senders) as (keyof typeof senders)[];
  const pairs = Object.entries(whoMay).flatMap(([name, may]) =>
    everyone.map((who) => [name, who, may.includes(who)] as const),
  );
  it.each(pairs)('%s from %s: %j', async (name, who, may) => {
    const { send, asked } = host('background', {});
    const answer = await send(name, senders[who]);
    if (may) expect(answer).toEqual({ ok: true, reply: name });
    else {
      const called = who === 'stranger' ? 'strangers' : who;
      expect(answer).toEqual({ ok: false, error: `${name} is not for ${called}` });
      expect(asked).toEqual([]);
    }
  });

  it('lets only the background hand the engine its settings', async () => {
    const { send } = host('engine', {});
    expect(await send('engine.settings', senders.page)).toMatchObject({ ok: false });
    expect(await send('engine.settings', senders.ui)).toMatchObject({ ok: false });
    expect(await send('engine.settings', senders.background)).toMatchObject({ ok: true });
  });

  it('passes a refusal on in its own words', async () => {
    const { send } = host('background', {
      'settings.set': () => {
        throw new Error('label: Invalid type');
      },
      'site.set': () => Promise.reject('no'),
    });
    expect(await send('settings.set', senders.ui)).toEqual({
      ok: false,
      error: 'label: Invalid type',
    });
    expect(await send('site.set', senders.ui)).toEqual({ ok: false, error: 'no' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'settings.get'],
    ['no name', { to: 'background', body: null }],
    ['a name nobody knows', { to: 'background', name: 'settings.wipe', body: null }],
    ['a name off a prototype', { to: 'background', name: 'constructor', body: null }],
    ['a request for the engine', { to: 'engine', name: 'engine.facts', body: null }],
    ['a request sent to the wrong place', { to: 'background', name: 'engine.facts', body: null }],
    ['a request sent nowhere', { name: 'settings.get', body: null }],
  ])('leaves %s to others', (_what, message) => {
    const { listener } = host('background', {});
    expect(listener(message, senders.ui)).toBeUndefined();
  });
});
