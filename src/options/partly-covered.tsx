import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CoveredBox, Reason } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { t } from '../ui/t.ts';
import { boxStyle } from './outlines.tsx';
import { mosaicFrom, partFills } from './part-fill.ts';

interface PartlyCoveredProps {
  url: string;
  /** The same picture, decoded. */
  source: CanvasImageSource;
  /** Pixels. */
  size: { width: number; height: number };
  parts: readonly CoveredBox[];
  reason: Reason;
  settings: Settings;
  /** Laid over it. */
  children?: ComponentChildren;
}

/** A picture of which only parts are covered. */
export function PartlyCovered(props: PartlyCoveredProps) {
  const { url, source, size, parts, reason, settings, children } = props;
  const mosaic = useMemo(() => mosaicFrom(source), [source]);
  const fills = partFills(settings, mosaic, parts, size);
  return (
    <div class="preview-frame" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      <div class="preview-picture" style={{ backgroundImage: `url(${url})` }} />
      {parts.map((part, i) => (
        <span
          key={`${part.x} ${part.y}`}
          class={fills[i] ? 'part' : 'part part-empty'}
          style={{ ...boxStyle(part), ...(fills[i] && { background: fills[i] }) }}
        />
      ))}
      {children}
      {settings.label && (
        <span class="preview-label preview-label-corner">{t(`covered_${reason}`)}</span>
      )}
    </div>
  );
}
