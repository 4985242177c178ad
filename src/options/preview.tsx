import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { MASKS } from '../content/masks/index.ts';
import { cellsAt } from '../content/masks/pixelate.ts';
import type { Settings } from '../shared/settings.ts';
import { t } from '../ui/t.ts';
import { drawScene } from './scene.ts';

const SIZE = { width: 480, height: 300 };

/**
 * A picture before and after. The cover is the real one: options.css takes in the content script's
 * cover.css, and the look is chosen by the content script's own masks.
 */
export function Preview({ settings }: { settings: Settings }) {
  const scene = useMemo(scenePicture, []);
  const frame = useRef<HTMLDivElement>(null);
  const box = useBox(frame);
  const { maskStyle, maskStrength, label } = settings;
  const mask = MASKS[maskStyle];
  const look = mask.look({ ...settings, active: true }, box);
  return (
    <div class="preview" role="img" aria-label={t('preview_alt')}>
      <figure>
        <div class="preview-frame" style={{ backgroundImage: `url(${scene.url})` }} />
        <figcaption>{t('preview_shown')}</figcaption>
      </figure>
      <figure>
        <div class={mask.visible ? 'preview-frame' : 'preview-frame preview-empty'} ref={frame}>
          <img
            src={scene.url}
            alt=""
            data-figleaf={look.startsWith('mask:') ? look.slice('mask:'.length) : undefined}
          />
          {mask.mosaic && (
            <Mosaic key={maskStrength} scene={scene.canvas} strength={maskStrength} />
          )}
          {label && <span class="preview-label">{t('covered_explicit')}</span>}
        </div>
        <figcaption>{t('preview_covered')}</figcaption>
      </figure>
    </div>
  );
}

function scenePicture(): { canvas: HTMLCanvasElement; url: string } {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const context = canvas.getContext('2d');
  if (context) drawScene(context);
  return { canvas, url: canvas.toDataURL() };
}

/** @returns the element's size as shown, in CSS pixels */
function useBox(element: { current: HTMLElement | null }): { width: number; height: number } {
  const [box, setBox] = useState(SIZE);
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
  scene: HTMLCanvasElement;
  strength: number;
}

function Mosaic({ scene, strength }: MosaicProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = cellsAt(strength);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.imageSmoothingQuality = 'high';
    context.drawImage(scene, 0, 0, side, side);
  }, [scene, side]);
  return <canvas ref={canvas} width={side} height={side} />;
}
