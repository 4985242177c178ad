import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MASKS } from '../content/masks/index.ts';
import { cellsAt } from '../content/masks/pixelate.ts';
import type { Reason } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { t } from '../ui/t.ts';

interface CoveredPictureProps {
  url: string;
  /** The same picture, decoded: a mosaic is drawn from it. */
  source: CanvasImageSource;
  /** Pixels. */
  size: { width: number; height: number };
  reason: Reason;
  settings: Settings;
  /** Laid over it. */
  children?: ComponentChildren;
}

/**
 * A picture under its cover. The cover is the real one: options.css takes in the content script's
 * cover.css, and the look is chosen by the content script's own masks.
 */
export function CoveredPicture(props: CoveredPictureProps) {
  const { url, source, size, reason, settings, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const box = useBox(frame, size);
  const { maskStyle, maskStrength, label } = settings;
  const mask = MASKS[maskStyle];
  const look = mask.look({ ...settings, active: true }, box);
  return (
    <div
      class={mask.visible ? 'preview-frame' : 'preview-frame preview-empty'}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      ref={frame}
    >
      <img
        src={url}
        alt=""
        data-figleaf={look.startsWith('mask:') ? look.slice('mask:'.length) : undefined}
      />
      {mask.mosaic && <Mosaic key={`${url} ${maskStrength}`} {...{ source, maskStrength }} />}
      {children}
      {label && <span class="preview-label">{t(`covered_${reason}`)}</span>}
    </div>
  );
}

interface Box {
  width: number;
  height: number;
}

/** @returns the element's size as shown, in CSS pixels */
function useBox(element: { current: HTMLElement | null }, first: Box): Box {
  const [box, setBox] = useState(first);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setBox({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return box;
}

interface MosaicProps {
  source: CanvasImageSource;
  maskStrength: number;
}

function Mosaic({ source, maskStrength }: MosaicProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = cellsAt(maskStrength);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, side, side);
  }, [source, side]);
  return <canvas ref={canvas} width={side} height={side} />;
}
