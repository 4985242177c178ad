import { useEffect, useRef } from 'preact/hooks';
import type { ModelCard } from '../../shared/card.ts';
import type { Settings } from '../../shared/settings.ts';
import { bytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../ui/t.ts';
import type { RowProps } from '../section.ts';
import { installFaultWords } from './fault-words.ts';
import type { GoOn } from './install-fault.ts';
import { forget, type Installation } from './installation.ts';

interface OutcomeProps extends Pick<RowProps, 'settings' | 'save'> {
  now: Exclude<Installation, { is: 'none' }>;
  /** Tries once more, from where it was cut if it can; null where that is up to the person. */
  again: ((go: GoOn | null) => void) | null;
}

/** How an installation goes, or went. */
export function Outcome(props: OutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  const { is } = props.now;
  // The button that was pressed gives way to this, and must not take the focus along to nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, [is]);
  return (
    <div class="outcome" ref={place} tabIndex={-1}>
      <Stage {...props} />
    </div>
  );
}

function Stage({ now, again, settings, save }: OutcomeProps) {
  switch (now.is) {
    case 'running':
      return <Running {...now} />;
    case 'failed': {
      const { fault } = now;
      const go = fault.is === 'cut' ? fault.go : null;
      return (
        <Notice
          kind="fault"
          action={
            again
              ? { label: t(go ? 'install_go_on' : 'try_again'), run: () => again(go) }
              : { label: t('close'), run: forget }
          }
        >
          {t('install_failed', now.card.name)} {installFaultWords(fault)} {t('install_unchanged')}
        </Notice>
      );
    }
    case 'done': {
      const { patch, used } = using(now.card, settings);
      return (
        <Notice
          kind="info"
          action={
            used
              ? { label: t('close'), run: forget }
              : {
                  label: t('install_use', now.card.name),
                  run: () => {
                    save(patch);
                    forget();
                  },
                }
          }
        >
          {t('install_done', now.card.name)} {t(used ? 'install_done_used' : 'install_done_unused')}
        </Notice>
      );
    }
  }
}

function Running({ card, step, cancel }: Extract<Installation, { is: 'running' }>) {
  const loading = step.is === 'loading';
  const total = loading ? step.total : null;
  return (
    <div class="installing">
      <p role="status">{t(loading ? 'install_loading' : 'install_checking', card.name)}</p>
      <progress
        aria-label={t('install_progress', card.name)}
        {...(loading && total ? { value: step.done, max: total } : {})}
      />
      <div class="installing-foot">
        <p class="hint installing-bytes">
          {loading ? loadedWords(step.done, total) : t('install_checking_hint')}
        </p>
        <button type="button" class="button" onClick={cancel}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}

const loadedWords = (done: number, total: number | null): string =>
  total === null
    ? t('install_bytes_so_far', bytes(done))
    : t('install_bytes', bytes(done), bytes(total));

/** What must be set for a model to be used, and whether it is. */
function using(
  { id, kind }: ModelCard,
  settings: Settings,
): { patch: Partial<Settings>; used: boolean } {
  return kind === 'classes'
    ? { patch: { model: id }, used: settings.model === id }
    : { patch: { detector: id }, used: settings.detector === id };
}
