import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CoveredBox, Reason } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { t } from '../ui/t.ts';
import { boxStyle } from './outlines.tsx';
import { partFill } from './part-fill.ts';

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
  const { maskStyle, maskColour } = settings;
  const fill = useMemo(
    () => partFill({ maskStyle, maskColour }, source, parts),
    [maskStyle, maskColour, source, parts],
  );
  return (
    <div class="preview-frame" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      <div class="preview-picture" style={{ backgroundImage: `url(${url})` }} />
      {parts.map((part) => (
        <span
          key={`${part.x} ${part.y}`}
          class={fill === null ? 'part part-empty' : 'part'}
          style={{ ...boxStyle(part), ...(fill !== null && { background: fill }) }}
        />
      ))}
      {children}
      {settings.label && (
        <span class="preview-label preview-label-corner">{t(`covered_${reason}`)}</span>
      )}
    </div>
  );
}
