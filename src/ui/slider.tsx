import { useEffect, useId, useState } from 'preact/hooks';

interface SliderProps {
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** Short words for a value, shown beside the label and read by screen readers. */
  say: (value: number) => string;
  /** What a value means, in a sentence. */
  explain?: (value: number) => string;
  onChoose: (value: number) => void;
  disabled?: boolean;
}

/** Explains itself while it is dragged, and chooses when it is let go. */
export function Slider(props: SliderProps) {
  const { label, hint, value, min, max, step = 1, say, explain, onChoose, disabled } = props;
  const id = useId();
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => setDragged(null), [value]);
  const shown = dragged ?? value;
  const described = [hint && `${id}-hint`, explain && `${id}-means`].filter(Boolean).join(' ');
  return (
    <div class="slider">
      <div class="slider-head">
        <label class="label" for={id}>
          {label}
        </label>
        <output class="pill" for={id}>
          {say(shown)}
        </output>
      </div>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={shown}
        disabled={disabled}
        style={{ '--filled': `${((shown - min) / (max - min)) * 100}%` }}
        aria-valuetext={say(shown)}
        aria-describedby={described || undefined}
        onInput={(event) => setDragged(event.currentTarget.valueAsNumber)}
        onChange={(event) => {
          setDragged(null);
          onChoose(event.currentTarget.valueAsNumber);
        }}
      />
      {explain && (
        <p class="means" id={`${id}-means`}>
          {explain(shown)}
        </p>
      )}
    </div>
  );
}
