import type { CDPSession, Frame, Page } from 'playwright';
import { expect } from './harness.ts';

/** A label of ours, as the debugger sees it: its root is closed to everybody else. */
export interface Label {
  text: string;
  /** As it says itself; the page may be in another. */
  language: string | undefined;
  /** It stands in full sight long enough for a press to count. */
  ready: boolean;
  /** Its middle, in CSS pixels of the frame's viewport; null where it is not rendered. */
  at: { x: number; y: number } | null;
}

interface Node {
  nodeId: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: Node[];
  shadowRoots?: Node[];
  contentDocument?: Node;
}

function* inside(node: Node): Iterable<Node> {
  yield node;
  for (const part of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) yield* inside(part);
  if (node.contentDocument) yield* inside(node.contentDocument);
}

const sessions = new WeakMap<Page | Frame, CDPSession>();

/** @param where a page, or a frame in it of another site */
export async function labelsOf(where: Page | Frame): Promise<Label[]> {
  const context = 'context' in where ? where.context() : where.page().context();
  const session = sessions.get(where) ?? (await context.newCDPSession(where));
  sessions.set(where, session);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const buttons = [...inside(root)]
    .flatMap(({ shadowRoots }) => shadowRoots ?? [])
    .flatMap((shadow) => [...inside(shadow)])
    .filter(({ nodeName }) => nodeName === 'BUTTON');
  return Promise.all(
    buttons.map(async (button) => {
      const text = [...inside(button)].map(({ nodeValue }) => nodeValue).filter(Boolean);
      const { attributes = [] } = button;
      const ready = attributes.includes('data-ready');
      const named = attributes.indexOf('lang');
      const language = named < 0 ? undefined : attributes[named + 1];
      // No box: not rendered.
      const box = await session
        .send('DOM.getBoxModel', { nodeId: button.nodeId })
        .catch(() => null);
      const [left = 0, top = 0, , , right = 0, bottom = 0] = box?.model.border ?? [];
      const at = box ? { x: (left + right) / 2, y: (top + bottom) / 2 } : null;
      return { text: text.join(' '), language, ready, at };
    }),
  );
}

export async function readyLabel(page: Page, ready = true): Promise<{ x: number; y: number }> {
  let at: Label['at'] = null;
  await expect
    .poll(async () => {
      const [label] = await labelsOf(page);
      at = label?.at ?? null;
      return label?.ready;
    })
    .toBe(ready);
  if (!at) throw new Error('the label is nowhere');
  return at;
}

/** As a person does: looks, moves there, and presses when it may be pressed. */
export async function pressLabel(page: Page): Promise<void> {
  const { x, y } = await readyLabel(page);
  await page.mouse.move(x, y, { steps: 4 });
  await readyLabel(page);
  await page.mouse.click(x, y);
}
