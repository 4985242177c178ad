import { withoutFragment } from '../../shared/address.ts';
import type { HandCommand, PageView } from '../../shared/messages.ts';
import { MAY_BE_REPLACED } from '../browser.chrome.ts';
import { LiveLooks } from '../live/live-looks.ts';
import { isInPicture, VideoEntry } from '../live/video-entry.ts';
import { reasonOf, type Stand } from '../looks.ts';
import { OUTSIDE } from '../page-world/told.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import { type Page, type Surface, within } from './surface.ts';

/** After each of these it may show something else, or has begun or ceased to move. */
const EVENTS = [
  'loadstart',
  'emptied',
  'suspend',
  'progress',
  'loadedmetadata',
  'loadeddata',
  'canplay',
  'resize',
  'play',
  'playing',
  'pause',
  'ended',
  'seeking',
  'seeked',
  'timeupdate',
  'error',
  'encrypted',
  'enterpictureinpicture',
] as const;

/**
 * The <video> surface: poster and frames. Covered until what it shows is judged, looked at about
 * twice a second while it plays in sight, and covered again as soon as a frame says so.
 */
export class Videos implements Surface {
  readonly attributes = ['src', 'poster', 'type', 'media', 'preload', 'autoplay'];
  readonly finds = 'video, source';
  readonly parents = ['video'];
  readonly #page: Page;
  readonly #looks: LiveLooks;
  readonly #entries = new WeakMap<HTMLVideoElement, VideoEntry>();
  readonly #posters = new Set<string>();
  readonly #stop = new AbortController();
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#looks = new LiveLooks(page.marks, page.overlay);
  }

  added(root: ParentNode): void {
    // Events of media do not leave a shadow tree; document.open takes those of the window away.
    const tree = is(root, Element) ? plain(root).getRootNode() : root;
    if (root === document.documentElement || tree === root || is(tree, ShadowRoot)) {
      this.#listen(tree);
    }
    for (const video of within(root, 'video', HTMLVideoElement)) this.#find(video);
    if (is(root, HTMLSourceElement)) this.childrenOf(root.parentElement);
  }

  removed(root: ParentNode): void {
    for (const video of within(root, 'video', HTMLVideoElement)) {
      if (video.isConnected && video.ownerDocument === document) continue;
      this.#page.viewport.unwatch(video);
      this.#looks.drop(video);
      this.#entries.get(video)?.rest();
    }
  }

  changed(element: Element): void {
    if (is(element, HTMLVideoElement)) this.#update(element, null);
    else if (is(element, HTMLSourceElement)) this.childrenOf(element.parentElement);
  }

  /** Set anew, if only to what it was, a poster loads anew. */
  styled(element: Element, attribute: string): void {
    if (MAY_BE_REPLACED || attribute !== 'poster' || !is(element, HTMLVideoElement)) return;
    this.#entries.get(element)?.forgetPoster();
    this.#update(element, null);
  }

  childrenOf(parent: Element | null): void {
    if (!is(parent, HTMLVideoElement)) return;
    this.#entries.get(parent)?.sourcesChanged();
    this.#update(parent, null);
  }

  touched(element: Element): void {
    if (!is(element, HTMLVideoElement)) return;
    this.#page.marks.enforce(element);
    if (this.#page.marks.lookOf(element) !== 'cleared') this.#page.marks.neutralise(element);
  }

  ended(element: Element): void {
    if (is(element, HTMLVideoElement)) this.#update(element, null);
  }

  seen(element: Element): void {
    if (is(element, HTMLVideoElement)) this.#update(element, null);
  }

  recheck(): void {
    // No source of a video changes with the window's width by itself.
  }

  enforce(): void {
    for (const video of this.#connected()) {
      this.#update(video, null);
      this.#page.marks.enforce(video);
    }
  }

  /** A poster; what plays is no picture to the ledger. */
  expects(url: string): boolean {
    return this.#posters.has(url);
  }

  again(url: string): void {
    if (!this.#posters.has(url)) return;
    for (const video of this.#connected()) this.#update(video, null);
  }

  byHand(src: string, command: HandCommand): void {
    for (const video of this.#connected()) {
      if ((video.currentSrc || video.src) !== src) continue;
      if (command === 'cover' || command === 'alwaysCover') this.#hand(video, 'cover');
      else this.reveal(video);
    }
  }

  fed(element: Element, source: Element): void {
    if (!this.#view?.active || !is(element, HTMLVideoElement)) return;
    if (is(source, HTMLCanvasElement)) this.#entries.get(element)?.fed(element, source);
  }

  toggle(element: Element): void {
    const entry = is(element, HTMLVideoElement) ? this.#entries.get(element) : undefined;
    if (!entry || !this.#view) return;
    const video = element as HTMLVideoElement;
    if (reasonOf(this.#stand(video, entry, this.#view), this.#view) !== null) this.reveal(video);
    else this.coverAgain(video);
  }

  reveal(element: Element): void {
    if (!is(element, HTMLVideoElement)) return;
    if (this.#view?.active && this.#view.reveal) this.#hand(element, 'reveal');
  }

  coverAgain(element: Element): void {
    if (!is(element, HTMLVideoElement)) return;
    const entry = this.#entries.get(element);
    if (entry) this.#hand(element, entry.frames.steady.verdict?.cover ? null : 'cover');
  }

  stop(): void {
    this.#stop.abort();
    for (const video of this.#connected()) this.#entries.get(video)?.stop();
  }

  set view(view: PageView) {
    this.#view = view;
    for (const video of this.#connected()) {
      this.#entries.get(video)?.forgetForeseen();
      this.#update(video, null);
    }
  }

  *#connected(): Iterable<HTMLVideoElement> {
    for (const root of this.#page.roots.all()) yield* within(root, 'video', HTMLVideoElement);
  }

  #listen(tree: Node): void {
    const options = { capture: true, signal: this.#stop.signal };
    const target = is(tree, Document) ? window : plain(tree);
    for (const event of EVENTS) target.addEventListener(event, this.#heard, options);
    target.addEventListener(OUTSIDE, this.#wantsOut, options);
  }

  readonly #heard = ({ target, type, isTrusted }: Event): void => {
    if (is(target, HTMLVideoElement)) this.#update(target, type);
    else if (type === 'error' && isTrusted && is(target, HTMLSourceElement)) {
      const video = target.parentElement;
      if (!is(video, HTMLVideoElement)) return;
      this.#entries.get(video)?.sourceFailed(target);
      this.#update(video, null);
    }
  };

  /** For us alone. It is asked before there is a window; the answer is what is known by now. */
  readonly #wantsOut = (event: Event): void => {
    const [video] = event.composedPath();
    // From here a closed root's own are not to be seen; there it is heard once more.
    if (!is(video, HTMLVideoElement)) return;
    event.stopImmediatePropagation();
    if (this.#page.marks.lookOf(video) !== 'cleared') event.preventDefault();
  };

  #find(video: HTMLVideoElement): void {
    const { marks, viewport, watch } = this.#page;
    if (!this.#entries.has(video)) {
      const entry = new VideoEntry(this.#page, video, () => {
        const still = held.deref();
        if (still) this.#show(still, entry);
      });
      const held = new WeakRef(video);
      this.#entries.set(video, entry);
      watch.styles(video);
    }
    marks.enforce(video);
    marks.neutralise(video);
    viewport.watch(video);
    this.#update(video, null);
  }

  #update(video: HTMLVideoElement, event: string | null): void {
    if (video.poster) this.#posters.add(withoutFragment(video.poster));
    const entry = this.#entries.get(video);
    if (!entry || !this.#view || video.ownerDocument !== document) return;
    if (this.#view.active) entry.update(video, event);
    else entry.rest();
    this.#show(video, entry);
  }

  #hand(video: HTMLVideoElement, hand: VideoEntry['hand']): void {
    const entry = this.#entries.get(video);
    if (!entry || !this.#view?.active) return;
    entry.hand = hand;
    this.#show(video, entry);
  }

  #stand(video: HTMLVideoElement, entry: VideoEntry, view: PageView): Stand {
    const { hand, mosaic } = entry;
    return { verdict: entry.verdict(video, view.unreadable), hand, mosaic };
  }

  #show(video: HTMLVideoElement, entry: VideoEntry): void {
    const view = this.#view;
    if (!view) return;
    entry.renew(() => this.#view);
    const stand = this.#stand(video, entry, view);
    const covered = this.#looks.show(video, stand, view, entry.isEmpty(video));
    entry.isShown = !covered;
    // The window over all others shows the video as it is, whatever covers the element.
    if (covered && isInPicture(video)) void leavePicture();
  }
}

async function leavePicture(): Promise<void> {
  try {
    await document.exitPictureInPicture();
  } catch (error) {
    // It was closed in the meantime.
    console.debug(`figleaf: ${error}`);
  }
}
