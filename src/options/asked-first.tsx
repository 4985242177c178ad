import { useId, useRef } from 'preact/hooks';
import { t } from '../ui/t.ts';

interface AskedFirstProps {
  /** Of the button, and again of the one that means it. */
  label: string;
  question: string;
  /** What will happen, and whether there is a way back. */
  explain: string;
  disabled?: boolean;
  onYes: () => void;
}

/** A button for what cannot be seen beforehand: it asks, and leaving the question is a no. */
export function AskedFirst({ label, question, explain, disabled = false, onYes }: AskedFirstProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="button"
        disabled={disabled}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby={id}
        onClose={({ currentTarget }) => {
          if (currentTarget.returnValue !== 'yes') return;
          currentTarget.returnValue = '';
          onYes();
        }}
      >
        <form method="dialog">
          <h2 id={id}>{question}</h2>
          <p>{explain}</p>
          <div class="dialog-buttons">
            <button type="submit" class="button" value="">
              {t('cancel')}
            </button>
            <button type="submit" class="button button-danger" value="yes">
              {label}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
