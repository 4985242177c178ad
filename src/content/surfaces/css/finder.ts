import type { CssPart } from '../../../shared/css-pin.ts';
import { layOutFirst } from '../../attaching.ts';
import { plain } from '../../plain.ts';
import { READ_BY_PAGE } from '../../read-by-page.ts';
import { is } from '../../realms.ts';
import type { Roots } from '../../roots.ts';
import { animatedContent, effectsOnParts, type PartEffect } from './animated-parts.ts';
import { Foreseen } from './foreseen.ts';
import { Growth } from './growth.ts';
import { Instructions } from './instructions.ts';
import { Reach } from './reach.ts';
import { Restless } from './restless.ts';
import { Said } from './said.ts';
import { Sheets } from './sheets.ts';
import { Shifting } from './shifting.ts';
import { Trees } from './trees.ts';

/** Longer than to the next frame where any comes. */
const READ_AFTER_MS = 20;
/** Of a frame's 16 ms; most of them are the page's. */
const SLICE_MS = 5;
/** Elements with images that are taken up in one frame. */
const MOST_TOGETHER = 200;
/** Looking at everything again, at most so often. */
const ALL_AGAIN_MS = 300;
/**
 * What brings in generated content may make no mutation that tells of it (the state of a form, a container's
 * size, a rule's own text): where rules give any a picture, it is looked for at least so often.
 */
const GENERATED_AGAIN_MS = 500;
type Looks = Map<Element, readonly CssPart[]>;

interface Handlers {
  /** Elements known to show images. */
  known(): Iterable<Element>;
  isKnown(element: Element): boolean;
  /** Whether what is seen of it hangs on how large it is shown. */
  isSmall(element: Element): boolean;
  /** Whether what this part shows is held by a mark, or pinned. */
  holds(element: Element, part: CssPart): boolean;
  /** The sheets say other things than they did. */
  reread(): void;
  /** Rules for parts that are held all together may have come, or elements that they are for. */
  parts(sheets: Sheets): void;
  /** Animations of such parts may have begun. */
  animated(effects: readonly PartEffect[]): void;
  /** These may show others than they did; called in a frame, before it is painted. */
  look(elements: ReadonlyMap<Element, readonly CssPart[]>): void;
}

/**
 * Says when to look at which elements: in the frame in which they came or changed, before it is
 * painted, so that what needs no verdict is not missed for a frame; in slices where they are many,
 * because all is held meanwhile.
 */
export class Finder {
  readonly #roots: Roots;
  readonly #handlers: Handlers;
  readonly #sheets = new Sheets();
  readonly #foreseen = new Foreseen();
  /** What of those elements is to be read. */
  readonly reach = new Reach();
  readonly #restless: Restless;
  readonly #growth: Growth;
  readonly #instructions = new Instructions(() => this.#schedule());
  readonly #shifting: Shifting;
  #shiftsAreDue = false;
  readonly #trees = new Trees();
  readonly #said = new Said();
  readonly #stop = new AbortController();
  readonly #due = new Set<Element>();
  /** What is known in these may look otherwise. */
  readonly #around = new Set<Element>();
  readonly #soon = new Set<() => void>();
  readonly #surprises = new Set<() => boolean>();
  #scheduled = false;
  #early: ReturnType<typeof setTimeout> | undefined;
  /** Something came or changed that rules may hang on, since the last frame. */
  #stirred = true;
  /** Runs once some rule gives a part of elements a picture that nothing holds until it is found. */
  #again: ReturnType<typeof setInterval> | undefined;
  #allAt = Number.NEGATIVE_INFINITY;
  #allWaits = false;

  constructor(roots: Roots, handlers: Handlers) {
    this.#roots = roots;
    this.#handlers = handlers;
    this.#restless = new Restless({
      known: () => handlers.known(),
      points: () => this.#sheets.dynamic || this.#sheets.unreadable,
      moves: () => this.#sheets.animated || this.#sheets.unreadable,
      due: (elements) => {
        for (const element of elements) this.#due.add(element);
        this.#stir();
      },
      all: () => this.all(),
    });
    this.#shifting = new Shifting({
      isKnown: (element) => handlers.isKnown(element),
      due: () => {
        this.#shiftsAreDue = true;
        this.#schedule();
      },
    });
    this.#growth = new Growth(() => {
      layOutFirst();
      const effects = effectsOnParts(roots.all());
      handlers.animated(effects);
      this.reach.animated = animatedContent(effects);
      for (const element of this.reach.animated.keys()) this.#due.add(element);
      if (this.#due.size > 0) this.#schedule();
      if (this.#sheets.haveGrown(roots.all())) this.all();
      // Nor is anybody told of the state of a form that a script sets, or of a container's size.
      else if (this.#sheets.shiftSilently) this.#shift();
    });
  }

  tree(root: ParentNode): void {
    if (root === document.documentElement || root instanceof Document) {
      this.#restless.listen();
      this.#growth.listen();
    }
    this.#trees.add(root);
    this.#stir();
  }

  /** A rule may now apply to it, to what is in it and to what stands beside it. */
  styled(element: Element, attribute: string): void {
    // A sheet that nobody told of may name any attribute: it is read in this frame.
    this.#schedule();
    if (!this.#sheets.heeds(attribute)) return;
    this.#shift();
    if (this.#mayBring(element, attribute)) this.#due.add(element);
    const alone =
      attribute === 'background' ||
      (attribute === 'style' && !plain(element).getAttribute('style')?.includes('--'));
    // Alone, it may still be a container, and larger now.
    if (!alone || this.#again) this.#stirred = true;
    if (alone) return;
    this.#around.add(plain(element).parentElement ?? element);
    this.#trees.add(element);
  }

  /** Something came into a tree or left it: others may be the first, the last or empty now. */
  grew(): void {
    if (this.#again) this.#stir();
    else this.#shift();
    if (this.#instructions.await) this.#schedule();
  }

  /** @param rewritten its text was replaced; a sheet that is new to us is read anyway */
  sheet(owner: Element, rewritten: boolean): void {
    if (rewritten) this.#sheets.forget(owner);
    // What a page registers changes what its rules say, and is in none.
    this.#stirred = true;
    this.#schedule();
  }

  /** Whether some rule may bring this address to an element at any time. */
  foresees(url: string): boolean {
    return this.#foreseen.has(url, this.#roots.all());
  }

  /** Rules that were read may say other things by now. */
  reread(): void {
    this.#sheets.forgetAll();
    this.all();
  }

  /** Anything may have changed. */
  all(): void {
    if (this.#allWaits) return;
    this.#allWaits = true;
    const wait = Math.max(0, this.#allAt + ALL_AGAIN_MS - performance.now());
    const go = (): void => {
      if (this.#stop.signal.aborted) return;
      this.#allWaits = false;
      this.#allAt = performance.now();
      for (const known of this.#handlers.known()) this.#due.add(known);
      this.#everywhere();
      this.#stir();
    };
    if (wait === 0) go();
    else setTimeout(go, wait);
  }

  /**
   * Something is shown that was not found. What nothing holds is looked for in the next frame, the rest
   * once all that waits was looked at: mostly it is among that.
   * @param unknown whether it still is, then
   */
  surprise(unknown: () => boolean): void {
    this.#surprises.add(unknown);
    this.#stir();
  }

  /** In the next frame, once, however often it is asked for. */
  soon(act: () => void): void {
    this.#soon.add(act);
    this.#schedule();
  }

  stop(): void {
    this.#stop.abort();
    clearInterval(this.#again);
    this.#restless.stop();
    this.#growth.stop();
    this.#instructions.stop();
    this.#shifting.stop();
    this.#trees.clear();
  }

  /** Whether a change of this attribute may bring the element itself an image. */
  #mayBring(element: Element, attribute: string): boolean {
    if (attribute !== 'style' || this.#handlers.isSmall(element)) return true;
    return this.#said.changed(element) || this.#sheets.names(attribute);
  }

  #everywhere(): void {
    for (const root of this.#roots.all()) this.#trees.add(root);
  }

  #shift(): void {
    if (this.#sheets.shifts) this.#shifting.stir();
  }

  #stir(): void {
    this.#stirred = true;
    this.#shift();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#stop.signal.aborted) return;
    // In Firefox one frame a second comes where a frame of the page is out of sight.
    if (READ_BY_PAGE) this.#early ??= setTimeout(this.#runEarly, READ_AFTER_MS);
    if (this.#scheduled) return;
    this.#scheduled = true;
    const run = (): void => {
      this.#scheduled = false;
      if (!this.#stop.signal.aborted) this.#run();
    };
    // No frames come while nobody looks, and then none is painted.
    if (document.hidden) setTimeout(run, 0);
    else requestAnimationFrame(run);
  }

  /** Beside what runs before the next paint, not in its place. */
  readonly #runEarly = (): void => {
    this.#early = undefined;
    if (this.#scheduled && !this.#stop.signal.aborted) this.#run();
  };

  #run(): void {
    layOutFirst();
    for (const act of this.#soon) act();
    this.#soon.clear();
    this.#restless.follow();
    if (this.#sheets.read(this.#roots.all())) this.#reread();
    this.#surround();
    this.#generate();
    this.#followShifts();
    if (this.#due.size > 0) {
      const due: Looks = new Map();
      for (const element of this.#due) {
        if (plain(element).isConnected) due.set(element, this.reach.partsOf(element));
      }
      this.#due.clear();
      this.#handlers.look(due);
    }
    this.#lookOn();
    if (this.#trees.isEmpty) this.#explain();
    if (!this.#trees.isEmpty || this.#instructions.await) this.#schedule();
  }

  /** All that waited was looked at. */
  #explain(): void {
    const surprises = [...this.#surprises];
    this.#surprises.clear();
    if (surprises.some((unknown) => unknown())) this.all();
  }

  /** The sheets say other things than they did. */
  #reread(): void {
    this.#stirred = true;
    this.#handlers.reread();
    this.#everywhere();
    this.reach.update(this.#sheets);
    const { generated, loose, references } = this.#sheets;
    if (generated.length === 0 && !loose.draw && !references.draw) return;
    this.#again ??= setInterval(() => {
      if (!document.hidden) this.#stir();
    }, GENERATED_AGAIN_MS);
  }

  #surround(): void {
    if (this.#around.size === 0) return;
    for (const known of this.#handlers.known()) {
      for (let at: Node | null = known; at; at = above(at)) {
        if (!this.#around.has(at as Element)) continue;
        this.#due.add(known);
        break;
      }
    }
    this.#around.clear();
  }

  /** What no rule of ours holds cannot wait for its turn, nor for who changed what it hangs on. */
  #generate(): void {
    if (!this.#stirred) return;
    this.#stirred = false;
    const { loose, references, unreadable } = this.#sheets;
    if (loose.areAny || references.areAny || unreadable) this.#handlers.parts(this.#sheets);
    for (const [part, selector] of this.#sheets.generated) {
      for (const root of this.#roots.all()) {
        for (const element of root.querySelectorAll(selector)) {
          if (!this.#handlers.holds(element, part)) this.#due.add(element);
        }
      }
    }
  }

  #followShifts(): void {
    const { shifts } = this.#sheets;
    if (!this.#shiftsAreDue || !shifts) return;
    this.#shiftsAreDue = false;
    for (const element of this.#shifting.look(shifts, this.#roots.all())) this.#due.add(element);
  }

  /** Reads without writing anything between: whatever is written has styles computed once more. */
  #lookOn(): void {
    const looks: Looks = new Map();
    for (const element of this.#trees.next(SLICE_MS, () => looks.size >= MOST_TOGETHER)) {
      if (!plain(element).isConnected) continue;
      const parts = this.reach.partsOf(element);
      if (this.#handlers.isKnown(element) || this.reach.mayShow(element, parts)) {
        looks.set(element, parts);
      }
    }
    if (looks.size > 0) this.#handlers.look(looks);
  }
}

/** Out of a shadow tree, too: rules for a host bear on what is in it. */
const above = (node: Node): Node | null => {
  const { parentNode } = plain(node);
  return is(parentNode, ShadowRoot) ? parentNode.host : parentNode;
};
