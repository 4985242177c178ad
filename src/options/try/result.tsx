import { useState } from 'preact/hooks';
import type { Verdict } from '../../shared/policy.ts';
import type { Settings } from '../../shared/settings.ts';
import { needsClassifier } from '../../shared/strategy.ts';
import { count, percent, pixels } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Key, t } from '../../ui/t.ts';
import { Bars } from './bars.tsx';
import { CategoryBars } from './category-bars.tsx';
import { PartBars } from './part-bars.tsx';
import { Picture } from './picture.tsx';
import type { Judged, Seen } from './use-try.ts';
import { coveringOf, isFound, isUnsure, partsOf, strategyOf, verdictOn } from './verdict.ts';

interface ResultProps {
  seen: Seen;
  settings: Settings;
  clear: () => void;
}

/** What the engine made of it, and what the present settings make of that; sliders act at once. */
export function Result({ seen, settings, clear }: ResultProps) {
  const { judged, image, name } = seen;
  const verdict = verdictOn(judged, settings);
  const [shown, setShown] = useState(false);
  const small = Math.max(image.naturalWidth, image.naturalHeight) < settings.smallPicture;
  return (
    <div class="tried">
      <div class="tried-head">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p class={verdict.cover ? 'verdict verdict-cover' : 'verdict'} role="status">
          <strong>{t(outcomeOf(verdict))}</strong> {because(judged, verdict, settings)}
        </p>
        <button type="button" class="button" onClick={clear}>
          {t('try_clear')}
        </button>
      </div>
      {!settings.enabled && <Notice kind="warning">{t('try_off')}</Notice>}
      {small && <Notice kind="info">{t('try_small', pixels(settings.smallPicture))}</Notice>}
      <div class="tried-parts">
        <Picture
          {...{ seen, settings, verdict, shown }}
          setShown={verdict.cover && settings.reveal ? setShown : null}
        />
        <div class="tried-scores">
          <PartBars judged={judged} settings={settings} />
          <CategoryBars judged={judged} settings={settings} />
          <Bars
            title={t('try_classes', judged.model.name)}
            hint={judged.tiles.length > 1 ? t('try_tiles', count(judged.tiles.length)) : null}
            bars={judged.model.labels.map(({ name: label }, i) => ({
              name: label,
              score: Math.max(...judged.tiles.map((tile) => tile[i] ?? 0)),
            }))}
          />
        </div>
      </div>
      <p class="hint">{t('try_kept_nothing')}</p>
    </div>
  );
}

function outcomeOf(verdict: Verdict): Key {
  if (!verdict.cover) return 'try_shown';
  return verdict.boxes ? 'try_covered_parts' : 'try_covered';
}

function because(judged: Judged, verdict: Verdict, settings: Settings): string {
  if (!verdict.cover) return t(becauseNothing(judged, settings));
  const { reason } = verdict;
  if (reason === 'failed' || reason === 'hand') return t(`covered_${reason}`);
  const part = partsOf(judged, settings).find(
    (one) => isFound(one) && (reason === 'nude' || one.box.category === reason),
  );
  if (part) {
    return t(
      'try_because_part',
      t(`category_${part.box.category}`),
      percent(part.box.score),
      percent(part.threshold),
      t(`level_${settings.sensitivity[reason === 'nude' ? 'nudity' : reason]}`),
    );
  }
  const covering = coveringOf(judged, settings, reason);
  if (!covering) return t(`covered_${reason}`);
  const category = covering.reason === 'nude' ? 'nudity' : covering.reason;
  return t(
    covering.unsureFrom === undefined ? 'try_because' : 'try_because_sure',
    t(`category_${category}`),
    percent(covering.score),
    percent(covering.threshold),
    t(`level_${settings.sensitivity[category]}`),
  );
}

function becauseNothing(judged: Judged, settings: Settings): Key {
  if (!needsClassifier(strategyOf(settings))) return 'try_because_no_part';
  return isUnsure(judged, settings) ? 'try_because_unsure' : 'try_because_nothing';
}
