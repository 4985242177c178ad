import { type EngineSays, HAND_COMMANDS, type PageCommand } from '../shared/messages.ts';
import { Asking } from './asking.ts';
import { BareCopies } from './bare-copies.ts';
import { FIRST_IN_FRAMES, MAY_BE_REPLACED } from './browser.chrome.ts';
import { doubt } from './doubted.ts';
import { EnginePort } from './engine-port.ts';
import { Ledger } from './ledger.ts';
import { MARK_ATTRIBUTES, Marks } from './marks.ts';
import { settleIn, sharedHosts } from './neighbours.ts';
import { Overlay } from './overlay.ts';
import { Parsing } from './parsing.ts';
import { plain } from './plain.ts';
import { is } from './realms.ts';
import { recheckFrames } from './rechecks.ts';
import { Renewals } from './renewals.ts';
import { watchReports } from './reports.ts';
import { isHereAlready, takeOver } from './retire.ts';
import { Roots } from './roots.ts';
import { hearPageWorld } from './shadow/page-world-line.ts';
import { SURFACES } from './surfaces/index.ts';
import type { Page, Surface } from './surfaces/surface.ts';
import { Viewport } from './viewport.ts';
import { Watch } from './watch.ts';

/** Joins the parts: cover -> find -> ask -> mask. Runs once in each document, before its first tag. */
function start(): void {
  const marks = new Marks();
  const roots = new Roots(sharedHosts(), {
    met: (root) => {
      // Loads are not heard of outside the root, and within it by the page first where it listens first.
      root.addEventListener('load', ended, { capture: true, signal });
      root.addEventListener('error', ended, { capture: true, signal });
    },
    entered: (root) => {
      watch.tree(root, wanted);
      for (const surface of surfaces) surface.added(root);
      overlay.moved();
    },
    left: (root) => {
      watch.untree(root);
      for (const surface of surfaces) surface.removed(root);
      overlay.moved();
    },
  });
  const stop = new AbortController();
  const { signal } = stop;
  const copies = new BareCopies(marks, signal);
  const parsing = new Parsing(() => roots.parsed(), signal);
  const port = new EnginePort(
    () => asking.askAllAgain(),
    (message) => heard(message),
  );
  const asking = new Asking(port);
  const renewals = new Renewals(port);
  const overlay = new Overlay(
    (element, action) => {
      for (const surface of surfaces) {
        if (action === 'reveal') surface.reveal(element);
        else surface.coverAgain(element);
      }
      if (action === 'reveal') ledger.reveal(element);
    },
    (host) => roots.ignore(host),
  );
  const viewport = new Viewport((element, seen) => {
    for (const surface of surfaces) surface.seen(element, seen);
    overlay.moved();
  });
  const watch: Watch = new Watch({
    added: (root) => {
      // The page may have taken from it what makes roots that nobody tells of.
      if (!FIRST_IN_FRAMES && isOrHas(root, FRAMES)) roots.look(null);
      roots.added(root);
      for (const surface of concerned(root)) surface.added(root);
      overlay.moved();
    },
    removed: (root) => {
      roots.removed(root);
      for (const surface of concerned(root)) surface.removed(root);
      overlay.attach();
      overlay.moved();
    },
    grew: (tree) => {
      roots.assert(tree);
      parsing.grew();
      for (const surface of surfaces) surface.grew?.();
    },
    childrenOf: (parent) => {
      for (const surface of surfaces) surface.childrenOf?.(parent);
    },
    changed: (element) => {
      for (const surface of surfaces) surface.changed(element);
    },
    styled: (element, attribute) => {
      for (const surface of surfaces) surface.styled?.(element, attribute);
    },
    touched,
    replaced: () => {
      listen();
      overlay.attach();
      // It is written anew, and what follows may be long in coming.
      parsing.follow();
    },
  });
  const page: Page = { port, asking, marks, overlay, viewport, watch, roots, renewals };
  const surfaces = SURFACES.map((Surface) => new Surface(page));
  const wanted = {
    attributes: surfaces.flatMap(({ attributes }) => attributes),
    parents: new Set(surfaces.flatMap(({ parents }) => parents)),
  };
  const anyOfThem = surfaces.flatMap(({ finds }) => finds ?? []).join(',');
  const concernedAnyway = surfaces.filter(({ finds }) => finds === null);
  /** Most of what comes holds no picture: it is asked about once, not by each surface. */
  const concerned = (root: Element): readonly Surface[] =>
    root === document.documentElement || isOrHas(root, anyOfThem) ? surfaces : concernedAnyway;
  const ledger = new Ledger(page, surfaces);
  const recheck = recheckFrames(() => {
    for (const surface of surfaces) surface.recheck();
  }, signal);

  function touched(element: Element): void {
    // Another document's by now, and in the care of its script.
    if (plain(element).ownerDocument !== document) return;
    for (const surface of surfaces) surface.touched(element);
    if (!marks.knows(element)) {
      for (const name of MARK_ATTRIBUTES) {
        if (plain(element).hasAttribute(name)) plain(element).removeAttribute(name);
      }
    }
    ledger.touched(element);
  }

  function heard(message: EngineSays): void {
    switch (message.say) {
      case 'view':
        for (const surface of surfaces) surface.view = message.view;
        ledger.view = message.view;
        break;
      case 'verdicts':
        // Where one of them fails, the others are not to wait for ever.
        for (const verdict of message.verdicts) queueMicrotask(() => asking.answered(verdict));
        break;
      case 'again':
        for (const id of message.ids) asking.askAgain(id);
        break;
      case 'anew':
        renewals.passed(message.token);
        break;
      case 'doubted':
        doubt(message.address);
        asking.askOver(message.id);
        break;
    }
  }

  const ended = ({ target }: Event): void => {
    if (!is(target, Element)) return;
    roots.ended(target);
    for (const surface of surfaces) surface.ended(target);
  };
  /** Printing from script leaves no time for mutation observers. */
  const enforce = (): void => {
    for (const surface of surfaces) surface.enforce();
  };
  const shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) port.reconnect();
  };
  /** Adding a listener that is there already changes nothing, so this may run again. */
  function listen(): void {
    overlay.listen();
    copies.listen();
    document.addEventListener('load', ended, { capture: true, signal });
    document.addEventListener('error', ended, { capture: true, signal });
    // A new width, zoom or medium can choose another source without any mutation.
    addEventListener('resize', recheck, { capture: true, signal });
    addEventListener('beforeprint', enforce, { capture: true, signal });
    addEventListener('pageshow', shown, { signal });
  }

  const command = (message: unknown): void => {
    const order = message as PageCommand;
    if (order.command === 'loaded')
      for (const picture of order.pictures) void ledger.heard(picture);
    else if (order.command === 'toggle') {
      const element = overlay.aimedAt();
      if (element) for (const surface of surfaces) surface.toggle(element);
    } else if (HAND_COMMANDS.includes(order.command)) {
      for (const surface of surfaces) surface.byHand(order.src, order.command);
    }
  };
  const reports = watchReports({
    streams: (url) => {
      for (const surface of surfaces) surface.streams?.(url);
    },
    again: (url) => {
      if (MAY_BE_REPLACED) return;
      for (const surface of surfaces) surface.again?.(url);
    },
    loaded: (url) => {
      for (const surface of surfaces) surface.loaded?.(url);
    },
  });
  watch.tree(document, wanted);
  // It was there before anyone watched.
  if (document.documentElement) touched(document.documentElement);
  for (const surface of surfaces) surface.added(document);
  // In a page that was there before us, nobody told of its roots.
  if (document.readyState !== 'loading') roots.look(null);
  listen();
  settleIn({
    document,
    hosts: roots.hosts,
    look: (node) => roots.look(node),
    expects: (url) => surfaces.some((surface) => surface.expects(url)),
  });
  hearPageWorld(
    (node) => {
      roots.look(node);
      if (is(node, Element)) for (const surface of surfaces) surface.told?.(node);
    },
    (element, source) => {
      if (!is(element, Element) || !is(source, Element)) return;
      for (const surface of surfaces) surface.fed?.(element, source);
    },
    signal,
  );
  // Others can put in what they made with methods of theirs.
  if (window.parent !== window || window.opener !== null) roots.look(document);
  parsing.follow();
  chrome.runtime.onMessage.addListener(command);
  takeOver(() => {
    stop.abort();
    chrome.runtime?.onMessage?.removeListener(command);
    watch.stop();
    viewport.stop();
    for (const surface of surfaces) surface.stop();
    overlay.stop();
    roots.stop();
    ledger.stop();
    renewals.stop();
    reports.stop();
    port.close();
  });
  port.connect();
}

const FRAMES = 'iframe, frame, object, embed';

const isOrHas = (root: Element, selector: string): boolean =>
  plain(root).matches(selector) || plain(root).querySelector(selector) !== null;

if (!isHereAlready()) start();
