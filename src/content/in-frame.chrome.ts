import { neighbourIn } from './neighbours.ts';

/** Whether a script of ours is in the document that this window shows. @param view of this origin */
export const isInFrame = (view: Window): boolean => neighbourIn(view)?.document === view.document;

/** The background says in which frames of the tab ours are; here they know of each other. */
export const noteInFrames = (_views: Iterable<Window>, _frameIds: readonly number[]): void =>
  undefined;
