import type { Correction, EngineBoot, PageView } from '../shared/messages.ts';
import type { Pauses } from '../shared/pause.ts';
import { judgePicture, type Seen } from '../shared/picture-policy.ts';
import type { Scores, Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode } from '../shared/sites.ts';
import { modeFor, type Standing, standingOf } from '../shared/standing.ts';
import { needsClassifier, needsDetector, type Strategy } from '../shared/strategy.ts';
import type { Corrections } from './corrections.ts';
import type { Needs, Outcome } from './looking.ts';
import type { Page } from './page.ts';

/** Everything a verdict depends on but the picture: settings, pauses, covered tabs, corrections. */
export class Deciding {
  readonly #corrections: Corrections;
  settings: Settings;
  pauses: Pauses;
  /** The tabs in which everything is covered. */
  all: ReadonlySet<number>;
  /** There is a detector to ask. */
  readonly #detects: () => boolean;

  constructor(
    { settings, pauses, all }: Pick<EngineBoot, 'settings' | 'pauses' | 'all'>,
    corrections: Corrections,
    detects: () => boolean,
  ) {
    this.settings = settings;
    this.pauses = pauses;
    this.all = new Set(all);
    this.#corrections = corrections;
    this.#detects = detects;
  }

  standing(page: Page): Standing {
    return standingOf(this.settings, this.pauses, hostOf(page.top), Date.now());
  }

  view(page: Page): PageView {
    const { smallPicture, maskStyle, maskStrength, maskColour, label, whileChecking, reveal } =
      this.settings;
    const active = this.#mode(page) !== 'off';
    const all = this.all.has(page.tabId);
    return {
      active,
      all,
      smallPicture,
      maskStyle,
      maskStrength,
      maskColour,
      label,
      whileChecking,
      reveal: reveal && !all,
    };
  }

  /** Who must look at a picture of this page; asked anew at each step. */
  needs(page: Page): Needs {
    const deciding = this;
    return {
      get classifier() {
        return needsClassifier(deciding.#strategy);
      },
      detector: (scores) => this.#needsDetector(page, scores),
      mosaic: (seen) =>
        this.settings.maskStyle === 'pixelate' && this.#bySight(page, seen, null).cover,
    };
  }

  /** @returns whether a verdict by the settings as they are asks for a look that nobody took */
  isMissing(page: Page, outcome: Outcome): boolean {
    if ('failed' in outcome) return false;
    const { scores, boxes } = outcome.seen;
    if (needsClassifier(this.#strategy) && !scores) return true;
    return !boxes && this.#needsDetector(page, scores);
  }

  /** @param picture SHA-256 of its bytes, hex; null where they are not known */
  verdict(page: Page, outcome: Outcome, picture: string | null): Verdict {
    if ('seen' in outcome) return this.#bySight(page, outcome.seen, outcome.picture);
    const shown = this.settings.onFailure === 'show' || this.#mode(page) === 'off';
    return (
      this.#byHand(page, picture) ?? (shown ? { cover: false } : { cover: true, reason: 'failed' })
    );
  }

  #bySight(page: Page, seen: Seen, picture: string | null): Verdict {
    const strategy = this.#strategy;
    // What a detector found while it was asked is no matter once it is not.
    const counted = strategy === 'classifier' ? { ...seen, boxes: null } : seen;
    const settings = { ...this.settings, strategy };
    return this.#byHand(page, picture) ?? judgePicture(counted, settings, this.#mode(page));
  }

  #needsDetector(page: Page, scores: Scores | null): boolean {
    return needsDetector(scores, { ...this.settings, strategy: this.#strategy }, this.#mode(page));
  }

  /** Without a detector the classifier looks alone. */
  get #strategy(): Strategy {
    return this.#detects() ? this.settings.strategy : 'classifier';
  }

  #mode(page: Page): SiteMode {
    return modeFor(this.standing(page));
  }

  #byHand(page: Page, picture: string | null): Verdict | null {
    const said = this.#correctionOf(picture);
    if (said === 'show') return { cover: false };
    return said === 'cover' && this.#mode(page) !== 'off' ? { cover: true, reason: 'hand' } : null;
  }

  /** Only where revealing is allowed can an earlier "always show" clear anything. */
  #correctionOf(picture: string | null): Correction | null {
    const said = picture ? this.#corrections.of(picture) : null;
    return said === 'show' && !this.settings.reveal ? null : said;
  }
}
