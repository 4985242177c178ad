import type { ComponentChildren } from 'preact';
import { useFocusAfter } from './focus-after.ts';

interface NoticeProps {
  /** `info` waits, `warning` asks for a look, `fault` says that protection or a change failed. */
  kind: 'info' | 'warning' | 'fault';
  children: ComponentChildren;
  /** A way out, if there is one. */
  action?: { label: string; run: () => void };
  /** How often a control was used whose place the notice takes. */
  instead?: number;
}

export function Notice({ kind, children, action, instead = 0 }: NoticeProps) {
  const button = useFocusAfter<HTMLButtonElement>(instead);
  return (
    <div class={`notice notice-${kind}`} role={kind === 'fault' ? 'alert' : 'status'}>
      <svg class="notice-sign" viewBox="0 0 20 20" aria-hidden="true">
        <path d={kind === 'info' ? INFO : WARNING} />
      </svg>
      <div class="notice-text">
        <p>{children}</p>
        {action && (
          <button type="button" class="button" onClick={action.run} ref={button}>
            {action.label}
          </button>
        )}
      </div>
    </div>
  );
}

const INFO = 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM10 9v5M10 6.2v.2';
const WARNING = 'M10 3 18 17H2ZM10 8.2v4M10 14.6v.2';
