import type { Correction, EngineBoot, PageView } from '../shared/messages.ts';
import type { Pauses } from '../shared/pause.ts';
import { judge, type Scores, type Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode } from '../shared/sites.ts';
import { modeFor, type Standing, standingOf } from '../shared/standing.ts';
import type { Corrections } from './corrections.ts';
import type { Judged } from './judging.ts';
import type { Page } from './page.ts';

/** Everything a verdict depends on but the picture: settings, pauses, covered tabs, corrections. */
export class Deciding {
  readonly #corrections: Corrections;
  settings: Settings;
  pauses: Pauses;
  /** The tabs in which everything is covered. */
  all: ReadonlySet<number>;

  constructor(
    { settings, pauses, all }: Pick<EngineBoot, 'settings' | 'pauses' | 'all'>,
    corrections: Corrections,
  ) {
    this.settings = settings;
    this.pauses = pauses;
    this.all = new Set(all);
    this.#corrections = corrections;
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

  /** @param picture SHA-256 of its bytes, hex; null where they are not known */
  verdict(page: Page, judged: Judged, picture: string | null): Verdict {
    if ('scores' in judged) return this.byScores(page, judged.scores, judged.picture);
    const shown = this.settings.onFailure === 'show' || this.#mode(page) === 'off';
    return (
      this.#byHand(page, picture) ?? (shown ? { cover: false } : { cover: true, reason: 'failed' })
    );
  }

  byScores(page: Page, scores: Scores, picture: string | null): Verdict {
    return this.#byHand(page, picture) ?? judge(scores, this.settings, this.#mode(page));
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
