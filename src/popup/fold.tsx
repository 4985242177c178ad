import type { ComponentChildren } from 'preact';

interface FoldProps {
  title: string;
  open?: boolean;
  children: ComponentChildren;
}

/** A part of the popup that opens when it is wanted. */
export const Fold = ({ title, open = false, children }: FoldProps) => (
  <details class="fold" open={open}>
    <summary>{title}</summary>
    <div class="fold-body">{children}</div>
  </details>
);
