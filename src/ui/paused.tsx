import type { SiteState } from '../shared/messages.ts';
import { minutes } from './format.ts';
import { Notice } from './notice.tsx';
import { t } from './t.ts';

interface PausedProps {
  pause: SiteState['pause'];
  resume: () => void;
  /** How often a pause was begun here. */
  begun: number;
}

/** What is paused, for how long yet, and the way back; nothing while nothing is. */
export function Paused({ pause: { everywhere, here }, resume, begun }: PausedProps) {
  const paused = everywhere ?? here;
  if (!paused) return null;
  // The one that ends last is what counts.
  const ends = [everywhere, here].flatMap((each) => (each ? [each.until] : []));
  const left = ends.includes(null)
    ? t('paused_session')
    : t('paused_left', minutes((Math.max(...ends.map(Number)) - Date.now()) / 60_000));
  return (
    <Notice kind="warning" action={{ label: t('resume'), run: resume }} instead={begun}>
      {t(everywhere ? 'paused_everywhere' : 'paused_here')} {left}
    </Notice>
  );
}
