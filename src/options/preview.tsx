import { useMemo } from 'preact/hooks';
import { maskOf, type SeenBox } from '../shared/box-policy.ts';
import { areaOfAll } from '../shared/boxes.ts';
import type { Settings } from '../shared/settings.ts';
import { percent } from '../ui/format.ts';
import { t } from '../ui/t.ts';
import { CoveredPicture } from './covered-picture.tsx';
import { Outlines } from './outlines.tsx';
import { PartlyCovered } from './partly-covered.tsx';
import { drawScene } from './scene.ts';

const SIZE = { width: 480, height: 300 };

const PART = { unsafe: true, by: 'detector' } as const;
/** A tree and the house of the drawn landscape, as if a detector minded them. */
const PARTS: readonly SeenBox[] = [
  { ...PART, x: 0.07, y: 0.45, width: 0.18, height: 0.38, category: 'nudity', score: 0.86 },
  { ...PART, x: 0.48, y: 0.55, width: 0.15, height: 0.24, category: 'explicit', score: 0.93 },
];

/** A drawn picture before and after. */
export function Preview({ settings }: { settings: Settings }) {
  const scene = useMemo(scenePicture, []);
  const { masked, margin, areaLimit } = settings;
  const parts = useMemo(() => maskOf(PARTS, margin), [margin]);
  const inParts = masked === 'boxes';
  const covered = { url: scene.url, source: scene.canvas, size: SIZE, settings };
  return (
    <div class="preview" role="img" aria-label={t(inParts ? 'preview_alt_parts' : 'preview_alt')}>
      <figure>
        <div class="preview-frame" style={{ backgroundImage: `url(${scene.url})` }}>
          {inParts && <Outlines outlines={PARTS.map(outlineOf)} />}
        </div>
        <figcaption>{t(inParts ? 'preview_parts' : 'preview_shown')}</figcaption>
      </figure>
      <figure>
        {inParts && areaOfAll(parts) <= areaLimit ? (
          <PartlyCovered {...covered} reason="explicit" parts={parts} />
        ) : (
          <CoveredPicture {...covered} reason="explicit" />
        )}
        <figcaption>{t('preview_covered')}</figcaption>
      </figure>
    </div>
  );
}

const outlineOf = (box: SeenBox) => ({
  box,
  words: t('part_found', t(`category_${box.category}`), percent(box.score)),
  counts: true,
});

function scenePicture(): { canvas: HTMLCanvasElement; url: string } {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const context = canvas.getContext('2d');
  if (context) drawScene(context);
  return { canvas, url: canvas.toDataURL() };
}
