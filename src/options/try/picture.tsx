import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ClassMap } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import type { Settings } from '../../shared/settings.ts';
import { percent } from '../../ui/format.ts';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../ui/t.ts';
import { CoveredPicture } from '../covered-picture.tsx';
import { Outlines } from '../outlines.tsx';
import { PartlyCovered } from '../partly-covered.tsx';
import { heatColours, heatOf } from './heat.ts';
import { outlinesOf } from './part-bars.tsx';
import type { Judged, Seen } from './use-try.ts';

interface PictureProps {
  seen: Seen;
  settings: Settings;
  verdict: Verdict;
  /** The person asked to see what is covered. */
  shown: boolean;
  /** null where there is nothing to ask for. */
  setShown: ((shown: boolean) => void) | null;
}

/** The picture as it would look on a page, and over it where the model sees what it names. */
export function Picture({ seen, settings, verdict, shown, setShown }: PictureProps) {
  const { url, image, judged } = seen;
  const size = { width: image.naturalWidth || 1, height: image.naturalHeight || 1 };
  const [mapped, setMapped] = useState(false);
  const [label, setLabel] = useState(() => tellingLabel(judged));
  const heat = mapped && judged.map ? heatOf(judged.map, [label]) : null;
  const outlines = outlinesOf(judged, settings);
  const overlay = (
    <>
      {heat && judged.map && <Heat heat={heat} map={judged.map} />}
      {outlines.length > 0 && <Outlines outlines={outlines} />}
    </>
  );
  const covered = verdict.cover && !(shown && setShown);
  return (
    <div class="tried-picture">
      <div role="img" aria-label={altOf(seen.name, verdict, covered)}>
        {covered && verdict.boxes ? (
          <PartlyCovered
            {...{ url, size, settings }}
            source={image}
            reason={verdict.reason}
            parts={verdict.boxes}
          >
            {overlay}
          </PartlyCovered>
        ) : covered ? (
          <CoveredPicture {...{ url, size, settings }} source={image} reason={verdict.reason}>
            {overlay}
          </CoveredPicture>
        ) : (
          <div
            class="preview-frame"
            style={{
              aspectRatio: `${size.width} / ${size.height}`,
              backgroundImage: `url(${url})`,
            }}
          >
            {overlay}
          </div>
        )}
      </div>
      {setShown && (
        <Switch
          label={t('try_reveal')}
          hint={t('try_reveal_hint')}
          on={shown}
          onToggle={setShown}
        />
      )}
      {judged.map && (
        <Switch label={t('try_map')} hint={t('try_map_hint')} on={mapped} onToggle={setMapped} />
      )}
      {heat && <Legend heat={heat} {...{ judged, label, setLabel }} />}
    </div>
  );
}

function altOf(name: string, verdict: Verdict, covered: boolean): string {
  if (!covered || !verdict.cover) return t('try_alt_shown', name);
  return t(verdict.boxes ? 'try_alt_parts' : 'try_alt_covered', name);
}

interface LegendProps {
  heat: readonly number[];
  judged: Judged;
  label: number;
  setLabel: (label: number) => void;
}

function Legend({ heat, judged, label, setLabel }: LegendProps) {
  const id = useId();
  return (
    <div class="legend">
      <label class="label" for={id}>
        {t('try_map_of')}
      </label>
      <select
        id={id}
        value={label}
        onChange={({ currentTarget: { value } }) => setLabel(Number(value))}
      >
        {judged.model.labels.map(({ name }, i) => (
          <option key={name} value={i}>
            {name}
          </option>
        ))}
      </select>
      <span class="legend-scale" aria-hidden="true" />
      <p class="hint" role="status">
        {t('try_map_most', percent(Math.max(...heat)))}
      </p>
    </div>
  );
}

/** The class that covers and has the highest score: the one a person asks about first. */
function tellingLabel({ model, tiles }: Judged): number {
  const scores = model.labels.map(({ category }, i) => ({
    i,
    score: category === 'none' ? -1 : Math.max(...tiles.map((tile) => tile[i] ?? 0)),
  }));
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).i;
}

/** One pixel a cell, which the browser smooths as it stretches it over the picture. */
function Heat({ heat, map }: { heat: readonly number[]; map: ClassMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = map;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(heatColours(heat), width, height), 0, 0);
  }, [heat, width, height]);
  return <canvas class="heat" ref={canvas} width={width} height={height} />;
}
