/*
 * Ways for a page to have a picture in a shadow root. Each runs in the page: it gets an element to
 * work in and makes images with `picture()`, which are of one address and known to the test.
 */

export interface Stage {
  readonly at: HTMLElement;
  readonly src: string;
  picture(): HTMLImageElement;
  /** An image that came from markup. */
  known(img: Element | null | undefined): void;
}

type Kind = (stage: Stage) => unknown;

/** Ways that honest pages use. */
export const KINDS: Record<string, Kind> = {
  open: ({ at, picture }) => at.attachShadow({ mode: 'open' }).append(picture()),
  closed: ({ at, picture }) => at.attachShadow({ mode: 'closed' }).append(picture()),
  nested: ({ at, picture }) => {
    const inner = document.createElement('section');
    at.attachShadow({ mode: 'open' }).append(inner);
    inner.attachShadow({ mode: 'closed' }).append(picture());
  },
  detached: ({ at, picture }) => {
    const host = document.createElement('div');
    host.attachShadow({ mode: 'closed' }).append(picture());
    requestAnimationFrame(() => at.append(host));
  },
  constructed: ({ at, picture }) => {
    class Made extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'closed' }).append(picture());
      }
    }
    customElements.define(`x-made-${at.id}`, Made);
    at.append(new Made());
  },
  connected: ({ at, picture }) => {
    const name = `x-connected-${at.id}`;
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'closed' }).append(picture());
        }
      },
    );
    at.innerHTML = `<${name}></${name}>`;
  },
  upgraded: ({ at, picture }) => {
    const name = `x-late-${at.id}`;
    at.innerHTML = `<p><${name}></${name}></p>`;
    setTimeout(() =>
      customElements.define(
        name,
        class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: 'closed' }).append(picture());
          }
        },
      ),
    );
  },
  late: ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'closed' });
    requestAnimationFrame(() => requestAnimationFrame(() => root.append(picture())));
  },
  'from markup': ({ at, src, known }) => {
    at.setHTMLUnsafe(`<div><template shadowrootmode="open"><img src="${src}"></template></div>`);
    known(at.querySelector('div')?.shadowRoot?.querySelector('img'));
  },
  cloned: ({ at, src, known }) => {
    const from = document.createElement('div');
    from.attachShadow({ mode: 'open', clonable: true }).append(Object.assign(new Image(), { src }));
    const host = from.cloneNode(true) as HTMLElement;
    at.append(host);
    known(host.shadowRoot?.querySelector('img'));
  },
  slotted: ({ at, picture }) => {
    at.attachShadow({ mode: 'closed' }).append(document.createElement('slot'));
    at.append(picture());
  },
  'with its own sheets': ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('img { border-radius: 0 }');
    root.adoptedStyleSheets = [sheet];
    root.append(picture());
  },
};

/** Ways that only a page which fights the cover uses. */
export const ATTACKS: Record<string, Kind> = {
  'a layer before ours': ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>@layer a { img { visibility: visible !important } }</style>';
    root.append(picture());
  },
  'a layer that comes later': ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'open' });
    root.innerHTML = '<style></style>';
    root.append(picture());
    const rule = '@layer a { img { visibility: visible !important } }';
    setTimeout(() => root.querySelector('style')?.sheet?.insertRule(rule), 60);
  },
  'a layer in a linked sheet': ({ at, picture }) => {
    const css = '@layer a { img { visibility: visible !important } }';
    const href = URL.createObjectURL(new Blob([css], { type: 'text/css' }));
    const root = at.attachShadow({ mode: 'open' });
    root.innerHTML = `<link rel="stylesheet" href="${href}">`;
    root.append(picture());
  },
  'the root’s sheets overwritten': ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'open' });
    root.append(picture());
    let frames = 0;
    const again = () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('@layer a { img { visibility: visible !important } }');
      root.adoptedStyleSheets = [sheet];
      root.adoptedStyleSheets.unshift(sheet);
      root.adoptedStyleSheets.length = 1;
      if (++frames < 20) requestAnimationFrame(again);
    };
    again();
  },
  'a slotted rule': ({ at, picture }) => {
    at.attachShadow({ mode: 'open' }).innerHTML =
      '<style>::slotted(img) { visibility: visible !important }</style><slot></slot>';
    at.append(picture());
  },
  'an inline style': ({ at, picture }) => {
    const img = picture();
    img.style.cssText = 'visibility: visible !important; transition: visibility 99s !important';
    at.attachShadow({ mode: 'closed' }).append(img);
  },
  'an inline style that comes later': ({ at, picture }) => {
    const img = picture();
    at.attachShadow({ mode: 'closed' }).append(img);
    const css = 'visibility: visible !important; transition: visibility 99s !important';
    setTimeout(() => img.setAttribute('style', css), 60);
  },
  'a rule for its part': ({ at, picture }) => {
    const img = picture();
    img.setAttribute('part', 'p');
    at.classList.add('parts');
    at.attachShadow({ mode: 'open' }).append(img);
  },
  'attachShadow of a frame': ({ at, picture }) => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    at.before(frame);
    // Taken in the very script that makes the frame.
    const { attachShadow } = (frame.contentWindow as Window & typeof globalThis).Element.prototype;
    // On an element that has been there long since.
    setTimeout(() => attachShadow.call(at, { mode: 'closed' }).append(picture()), 60);
  },
  'everything patched': ({ at, picture }) => {
    const frame = document.createElement('iframe');
    at.before(frame);
    const world = frame.contentWindow as Window & typeof globalThis;
    const lie = () => {
      throw new Error('patched');
    };
    world.Array.prototype[Symbol.iterator] = lie;
    world.EventTarget.prototype.dispatchEvent = lie;
    world.EventTarget.prototype.addEventListener = lie;
    Object.assign(world, { InputEvent: lie, StaticRange: lie, Proxy: lie, MutationObserver: lie });
    Object.assign(world.Reflect, { apply: lie, defineProperty: lie });
    const { body } = world.document;
    body.style.margin = '0';
    frame.style.cssText = 'border:0;width:320px;height:320px';
    const root = body.attachShadow({ mode: 'closed' });
    const img = picture();
    root.append(img);
  },
  'moved from root to root': ({ at, picture }) => {
    const [a, b] = [document.createElement('div'), document.createElement('div')];
    at.append(a, b);
    const roots = [a, b].map((host) => host.attachShadow({ mode: 'closed' }));
    const img = picture();
    let turns = 0;
    const again = () => {
      roots[turns % 2]?.append(img);
      if (++turns < 21) requestAnimationFrame(again);
    };
    again();
  },
  'moved from another document': ({ at, picture }) => {
    const frame = document.createElement('iframe');
    at.before(frame);
    frame.style.cssText = 'position:absolute;left:-999px';
    const other = frame.contentDocument as Document;
    const host = other.createElement('div');
    const img = picture();
    host.attachShadow({ mode: 'closed' }).append(img);
    other.body.append(host);
    requestAnimationFrame(() => requestAnimationFrame(() => at.append(host)));
  },
  'events made up': ({ at, picture }) => {
    const root = at.attachShadow({ mode: 'closed' });
    root.append(picture());
    for (const name of ['figleaf-line', 'figleaf-line?', 'figleaf-look']) {
      for (const target of [document, at, root]) {
        target.dispatchEvent(new MouseEvent(name, { relatedTarget: document.body }));
        target.dispatchEvent(new InputEvent(name));
        target.dispatchEvent(new CustomEvent(name, { detail: at }));
      }
    }
    root.adoptedStyleSheets = [];
  },
};
