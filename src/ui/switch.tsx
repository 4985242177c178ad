import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SwitchProps {
  label: ComponentChildren;
  hint?: string | undefined;
  on: boolean;
  onToggle: (on: boolean) => void;
  disabled?: boolean;
  /** The one large switch of a page. */
  big?: boolean;
}

export function Switch({ label, hint, on, onToggle, disabled = false, big = false }: SwitchProps) {
  const id = useId();
  return (
    <div class={big ? 'switch switch-big' : 'switch'}>
      <div class="switch-text">
        <label class="label" for={id}>
          {label}
        </label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
    </div>
  );
}
