import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from './t.ts';

interface LatestChangeProps {
  /** What was just done; null for nothing, or when it was closed. */
  text: string | null;
  /** Steps that can be taken back. */
  undoable: number;
  undo: () => void;
  close: () => void;
}

/**
 * Says what was just changed, and offers to undo it for as long as it is not closed: who reads or
 * moves slowly is not hurried. Its status line is there from the start, or screen readers would
 * not hear the first one.
 */
export function LatestChange({ text, undoable, undo, close }: LatestChangeProps) {
  const button = useRef<HTMLButtonElement>(null);
  const last = undoable === 0;
  const inside = useRef(false);
  /** What had the focus before. */
  const before = useRef<EventTarget | null>(null);
  // The undo button goes with the last step, and must not take the focus along to nowhere.
  useLayoutEffect(() => {
    if (last && inside.current && document.activeElement === document.body) button.current?.focus();
  }, [last]);
  // It goes, and gives the focus back to where it was.
  const leave = () => {
    if (inside.current && before.current instanceof HTMLElement)
      before.current.focus({ preventScroll: true });
    close();
  };
  return (
    <section
      class={text === null ? 'latest unseen' : 'latest'}
      aria-label={t('latest_change')}
      onFocusIn={({ relatedTarget }) => {
        if (!inside.current) before.current = relatedTarget;
        inside.current = true;
      }}
      onFocusOut={(event) => {
        // Without a target where the focused button itself went away.
        if (event.relatedTarget) inside.current = false;
      }}
    >
      <p role="status">{text}</p>
      {text !== null && (
        <div class="latest-buttons">
          {!last && (
            <button
              type="button"
              class="latest-button latest-undo"
              aria-keyshortcuts="Control+Z Meta+Z"
              onClick={undo}
            >
              {t('undo')}
            </button>
          )}
          <button type="button" class="latest-button" onClick={leave} ref={button}>
            {t('close')}
          </button>
        </div>
      )}
    </section>
  );
}
