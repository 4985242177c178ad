import type { ComponentChildren } from 'preact';
import { useFocusAfter } from '../ui/focus-after.ts';

interface FoldProps {
  title: string;
  open?: boolean;
  /** How often a control was used whose place the fold takes. */
  instead?: number;
  children: ComponentChildren;
}

/** A part of the popup that opens when it is wanted. */
export function Fold({ title, open = false, instead = 0, children }: FoldProps) {
  const summary = useFocusAfter<HTMLElement>(instead);
  return (
    <details class="fold" open={open}>
      <summary ref={summary}>{title}</summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
