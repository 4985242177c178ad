import { hostOf } from '../shared/sites.ts';

/** Where a picture is to be seen: all of it that a verdict, and what is kept of one, depend on. */
export interface Viewer {
  readonly tabId: number;
  readonly frameId: number;
  /** Address of the tab's top-level page. */
  readonly top: string;
  /** In a private window: nothing of it is stored, nor known outside of such windows. */
  readonly isPrivate: boolean;
}

/** @returns by what answers are kept apart: the host, and whether the window is private */
export const siteOf = ({ top, isPrivate }: Viewer): string =>
  `${isPrivate ? 'private ' : ''}${hostOf(top) ?? ''}`;
