import { certaintyOf, evidenceOf } from '../shared/evidence.ts';
import type { Correction, EngineBoot, PageView } from '../shared/messages.ts';
import type { Pauses } from '../shared/pause.ts';
import { type BoxJudgement, judgePicture, type Seen } from '../shared/picture-policy.ts';
import type { Scores, Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode } from '../shared/sites.ts';
import { modeFor, type Standing, standingOf } from '../shared/standing.ts';
import { needsClassifier, needsDetector, type Strategy } from '../shared/strategy.ts';
import type { Corrections } from './corrections.ts';
import { partsAskOf } from './locating.ts';
import type { Needs, Outcome, Sight } from './looking.ts';
import type { Asked } from './page.ts';
import type { Viewer } from './viewer.ts';
import type { PartsAsk } from './worker-protocol.ts';

/** Of the picture itself: SHA-256 of its bytes, hex, null where they are not known. */
type Shown = Pick<Asked, 'picture' | 'moves'>;

/** What those who look can do now. */
export interface Able {
  /** There is a detector to ask. */
  detects(): boolean;
  /** The classifier's map tells of what the picture as a whole does not. */
  findsSmallParts(): boolean;
}

/** Everything a verdict depends on but the picture: settings, pauses, covered tabs, corrections. */
export class Deciding {
  readonly #corrections: Corrections;
  settings: Settings;
  pauses: Pauses;
  /** The tabs in which everything is covered. */
  all: ReadonlySet<number>;
  readonly #able: Able;

  constructor(
    { settings, pauses, all }: Pick<EngineBoot, 'settings' | 'pauses' | 'all'>,
    corrections: Corrections,
    able: Able,
  ) {
    this.settings = settings;
    this.pauses = pauses;
    this.all = new Set(all);
    this.#corrections = corrections;
    this.#able = able;
  }

  standing(page: Viewer): Standing {
    return standingOf(this.settings, this.pauses, hostOf(page.top), Date.now());
  }

  view(page: Viewer): PageView {
    const { smallPicture, maskStyle, maskStrength, maskColour, label, whileChecking } =
      this.settings;
    const { reveal, unreadable } = this.settings;
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
      unreadable,
      reveal: reveal && !all,
    };
  }

  /** Who must look at a picture of this page; asked anew at each step. */
  needs(page: Viewer): Needs {
    const deciding = this;
    return {
      get classifier() {
        return needsClassifier(deciding.#strategy);
      },
      detector: (scores) => this.#needsDetector(page, scores),
      get detectorId() {
        return deciding.settings.detector;
      },
      parts: (scores) => this.#needsParts(page, scores),
      mosaic: (sight) =>
        this.settings.maskStyle === 'pixelate' && this.#bySight(page, sight, null).cover,
    };
  }

  /** @returns whether a verdict by the settings as they are asks for a look that nobody took */
  isMissing(page: Viewer, outcome: Outcome): boolean {
    if ('failed' in outcome) return outcome.later === true && this.#mode(page) !== 'off';
    const { scores, boxes, parts } = outcome.sight;
    if (needsClassifier(this.#strategy) && !scores) return true;
    const known = boxes?.by === this.settings.detector;
    if (!known && this.#needsDetector(page, scores)) return true;
    const ask = this.#needsParts(page, scores);
    return ask !== null && !isSameAsk(ask, parts?.ask);
  }

  verdict(page: Viewer, outcome: Outcome, { picture, moves }: Shown): Verdict {
    if ('sight' in outcome) {
      const verdict = this.#bySight(page, outcome.sight, outcome.picture);
      if (!verdict.cover || !moves) return verdict;
      // Where it is in the next frame, nobody has looked.
      const { boxes: _, ...whole } = verdict;
      return whole;
    }
    const shown = this.settings.onFailure === 'show' || this.#mode(page) === 'off';
    return (
      this.#byHand(page, picture) ?? (shown ? { cover: false } : { cover: true, reason: 'failed' })
    );
  }

  #bySight(page: Viewer, sight: Sight, picture: string | null): Verdict {
    const seen: Seen = { scores: sight.scores, boxes: this.#boxesOf(page, sight) };
    return this.#byHand(page, picture) ?? judgePicture(seen, this.#judgement, this.#mode(page));
  }

  /** Of what was ever found, that which was found by those who are asked now. */
  #boxesOf(page: Viewer, { scores, boxes, parts }: Sight): Seen['boxes'] {
    if (this.#strategy !== 'classifier') {
      return boxes?.by === this.settings.detector ? boxes.found : null;
    }
    const ask = this.#needsParts(page, scores);
    return parts && ask && isSameAsk(ask, parts.ask) ? parts.boxes : null;
  }

  /**
   * Without a detector, parts are what the classifier sees where. What is small in a large picture it
   * does not see at first, so that all pictures are asked about where its map tells enough; elsewhere
   * those that are not clear.
   */
  #needsParts(page: Viewer, scores: Scores | null): PartsAsk | null {
    const { masked, rule } = this.settings;
    const site = this.#mode(page);
    if (masked !== 'boxes' || this.#strategy !== 'classifier' || !scores || site === 'off') {
      return null;
    }
    const clear = certaintyOf(evidenceOf(scores, this.settings, rule, site)) === 'clear';
    if (clear && !this.#able.findsSmallParts()) return null;
    return partsAskOf(this.settings, site);
  }

  #needsDetector(page: Viewer, scores: Scores | null): boolean {
    return needsDetector(scores, this.#judgement, this.#mode(page));
  }

  get #judgement(): BoxJudgement {
    return { ...this.settings, strategy: this.#strategy };
  }

  /** Without a detector the classifier looks alone. */
  get #strategy(): Strategy {
    return this.#able.detects() ? this.settings.strategy : 'classifier';
  }

  #mode(page: Viewer): SiteMode {
    return modeFor(this.standing(page));
  }

  #byHand(page: Viewer, picture: string | null): Verdict | null {
    const said = this.#correctionOf(page, picture);
    if (said === 'show') return { cover: false };
    return said === 'cover' && this.#mode(page) !== 'off' ? { cover: true, reason: 'hand' } : null;
  }

  /** Only where revealing is allowed can an earlier "always show" clear anything. */
  #correctionOf({ isPrivate }: Viewer, picture: string | null): Correction | null {
    const said = picture ? this.#corrections.of(picture, isPrivate) : null;
    return said === 'show' && !this.settings.reveal ? null : said;
  }
}

const isSameAsk = (a: PartsAsk, b: PartsAsk | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
