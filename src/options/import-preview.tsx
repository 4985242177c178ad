import { useEffect, useId, useRef } from 'preact/hooks';
import type { Settings } from '../shared/settings.ts';
import { type Change, changesBetween } from '../shared/settings-changes.ts';
import { weakening } from '../shared/weakening.ts';
import { changed, values } from '../ui/change-words.ts';
import { count } from '../ui/format.ts';
import { t } from '../ui/t.ts';

interface ImportPreviewProps {
  /** Of the file. */
  name: string;
  now: Settings;
  then: Settings;
  apply: () => void;
  cancel: () => void;
}

export function ImportPreview({ name, now, then, apply, cancel }: ImportPreviewProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const changes = changesBetween(now, then).map((change) => ({
    change,
    weaker: weakening(change, now, then),
  }));
  const weaker = changes.filter((each) => each.weaker).length;
  return (
    <section class="import-preview" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {changes.length === 0
          ? t('import_same', name)
          : t('import_changes', name, count(changes.length))}
      </h3>
      {weaker > 0 && <p class="import-weaker">{t('import_weaker', count(weaker))}</p>}
      {changes.length > 0 && (
        <ul>
          {changes.map((each) => (
            <Line {...each} key={changed(each.change)} />
          ))}
        </ul>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={cancel}>
          {t(changes.length === 0 ? 'close' : 'cancel')}
        </button>
        {changes.length > 0 && (
          <button type="button" class="button button-main" onClick={apply}>
            {t('import_apply')}
          </button>
        )}
      </div>
    </section>
  );
}

function Line({ change, weaker }: { change: Change; weaker: boolean }) {
  const { from, to } = values(change);
  return (
    <li>
      <strong>{changed(change)}</strong>
      <span>{t('import_line', from, to)}</span>
      {weaker && <span class="weaker">{t('import_weakens')}</span>}
    </li>
  );
}
