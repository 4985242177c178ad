import { useMemo } from 'preact/hooks';
import type { Settings } from '../shared/settings.ts';
import { t } from '../ui/t.ts';
import { CoveredPicture } from './covered-picture.tsx';
import { drawScene } from './scene.ts';

const SIZE = { width: 480, height: 300 };

/** A drawn picture before and after. */
export function Preview({ settings }: { settings: Settings }) {
  const scene = useMemo(scenePicture, []);
  return (
    <div class="preview" role="img" aria-label={t('preview_alt')}>
      <figure>
        <div class="preview-frame" style={{ backgroundImage: `url(${scene.url})` }} />
        <figcaption>{t('preview_shown')}</figcaption>
      </figure>
      <figure>
        <CoveredPicture
          url={scene.url}
          source={scene.canvas}
          size={SIZE}
          reason="explicit"
          settings={settings}
        />
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
