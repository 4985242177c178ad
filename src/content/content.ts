import { type EngineSays, HAND_COMMANDS, type PageCommand } from '../shared/messages.ts';
import { Backlog } from './backlog.ts';
import { EnginePort } from './engine-port.ts';
import { Marks } from './marks.ts';
import { Overlay } from './overlay.ts';
import { cachedPixels, noteReadable } from './pixels.ts';
import { isHereAlready, takeOver } from './retire.ts';
import { Images } from './surfaces/image.ts';
import { Viewport } from './viewport.ts';
import { Watch } from './watch.ts';

/** About a second: far longer than the browser takes to choose sources anew. */
const FRAMES_AFTER_RESIZE = 60;

/** Joins the parts: cover -> find -> ask -> mask. Runs once in each document, before its first tag. */
function start(): void {
  const marks = new Marks();
  const stop = new AbortController();
  const { signal } = stop;
  const port = new EnginePort(
    () => images.askAllAgain(),
    (message) => heard(message),
  );
  const overlay = new Overlay((img, action) =>
    action === 'reveal' ? images.reveal(img) : images.coverAgain(img),
  );
  const viewport = new Viewport((element, seen) => {
    if (element instanceof HTMLImageElement) images.seen(element, seen);
    overlay.moved();
  });
  const watch = new Watch({
    added: (root) => {
      // What comes with a mark on it (a clone, a forgery) loses it now; the rest is covered anyway.
      for (const img of imagesIn(root)) if (marks.isMarked(img)) marks.enforce(img);
      found.add(imagesIn(root));
      overlay.moved();
    },
    removed: (root) => {
      for (const img of imagesIn(root)) images.lose(img);
      overlay.attach();
      overlay.moved();
    },
    sourceChanged: (img) => images.sourceChanged(img),
    touched: (element) => {
      if (element instanceof HTMLImageElement) {
        marks.enforce(element);
        if (marks.lookOf(element) !== 'cleared') marks.neutralise(element);
        images.restyled(element);
      } else element.removeAttribute('data-figleaf');
    },
    replaced: () => {
      listen();
      overlay.attach();
    },
  });
  const images = new Images(marks, watch, viewport, port, overlay);

  const found = new Backlog<HTMLImageElement>((img) => {
    if (img.isConnected) images.find(img);
  });

  function heard(message: EngineSays): void {
    switch (message.say) {
      case 'view':
        images.view = message.view;
        break;
      case 'verdicts':
        for (const verdict of message.verdicts) images.verdict(verdict);
        break;
      case 'again':
        for (const id of message.ids) images.askAgain(id);
        break;
    }
  }

  const ended = ({ target }: Event): void => {
    if (target instanceof HTMLImageElement) images.loaded(target);
  };
  let frames = 0;
  /**
   * After a change of width, zoom or medium the browser may choose other sources, without a mutation
   * and at a time of its own in one of the next frames. An animation callback runs after that and
   * before the frame is painted, and sees the new address before the new picture is seen.
   */
  const recheck = (): void => {
    const running = frames > 0;
    frames = FRAMES_AFTER_RESIZE;
    if (!running) recheckFrame();
  };
  const recheckFrame = (): void => {
    images.recheckAll();
    if (--frames > 0 && !signal.aborted) requestAnimationFrame(recheckFrame);
  };
  /** Adding a listener that is there already changes nothing, so this may run again. */
  function listen(): void {
    overlay.listen();
    document.addEventListener('load', ended, { capture: true, signal });
    document.addEventListener('error', ended, { capture: true, signal });
    // A new width, zoom or medium can choose another source without any mutation.
    addEventListener('resize', recheck, { capture: true, signal });
    // Printing from script leaves no time for mutation observers.
    addEventListener('beforeprint', () => images.enforceAll(), { capture: true, signal });
    addEventListener('pageshow', ({ persisted }) => persisted && port.connect(), { signal });
  }

  const command = (message: unknown): void => {
    const order = message as PageCommand;
    if (order.command === 'loaded') for (const picture of order.pictures) void hinted(picture);
    else if (order.command === 'toggle') {
      const img = overlay.aimedAt();
      if (img) images.toggle(img);
    } else if (HAND_COMMANDS.includes(order.command)) images.byHand(order.src, order.command);
  };
  /** The ledger saw a picture arrive: judged from the cache ahead of whatever will show it. */
  async function hinted({ url, readable }: { url: string; readable: boolean }): Promise<void> {
    if (readable) noteReadable(url);
    if (!images.expects(url)) images.ahead(await cachedPixels(url, port.clones));
  }

  watch.tree(document);
  listen();
  found.add(document.images);
  chrome.runtime.onMessage.addListener(command);
  takeOver(() => {
    stop.abort();
    chrome.runtime?.onMessage?.removeListener(command);
    watch.stop();
    viewport.stop();
    images.stop();
    overlay.stop();
    port.close();
  });
  port.connect();
}

function imagesIn(root: Element): Iterable<HTMLImageElement> {
  if (root instanceof HTMLImageElement) return [root];
  return root.getElementsByTagName('img');
}

if (!isHereAlready()) start();
