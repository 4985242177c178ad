import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (value: string) => void;
  /** How many were found, said to screen readers too; nothing while nothing is looked for. */
  result: string | null;
  field?: RefObject<HTMLInputElement | null> | null;
}

/** Escape clears it, as in every search field; the browser's own does so in Chromium alone. */
export function SearchField({ label, value, onSearch, result, field = null }: SearchFieldProps) {
  const id = useId();
  return (
    <search class="search">
      <label class="unseen" for={id}>
        {label}
      </label>
      <input
        id={id}
        ref={field}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        value={value}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onSearch('');
        }}
      />
      <p class="hint" role="status">
        {result}
      </p>
    </search>
  );
}
