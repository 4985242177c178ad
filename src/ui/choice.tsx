import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
  /** A colour sample beside the label. */
  swatch?: string;
}

interface ChoiceProps<T extends string> {
  legend: string;
  /** The section's own heading already says it; the legend is then for screen readers only. */
  quiet?: boolean;
  /** Small buttons in a row, for many short options. */
  compact?: boolean;
  options: readonly Option<T>[];
  value: T;
  onChoose: (value: T) => void;
  disabled?: boolean;
  children?: ComponentChildren;
}

/** One of a few, all in sight. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const {
    legend,
    quiet = false,
    compact = false,
    options,
    value,
    onChoose,
    disabled,
    children,
  } = props;
  const name = useId();
  return (
    <fieldset class="choice" disabled={disabled}>
      <legend class={quiet ? 'unseen' : 'label'}>{legend}</legend>
      <div class={compact ? 'choice-options choice-compact' : 'choice-options'}>
        {options.map((option) => (
          <label class="option" key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              aria-labelledby={`${name}-${option.value}-label`}
              aria-describedby={option.hint ? `${name}-${option.value}` : undefined}
              onChange={() => onChoose(option.value)}
            />
            {option.swatch && <span class="swatch" style={{ background: option.swatch }} />}
            <span class="option-label" id={`${name}-${option.value}-label`}>
              {option.label}
            </span>
            {option.hint && (
              <span class="hint" id={`${name}-${option.value}`}>
                {option.hint}
              </span>
            )}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
