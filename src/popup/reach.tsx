import browser from 'webextension-polyfill';
import type { SiteState } from '../shared/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { t } from '../ui/t.ts';

interface ReachProps {
  tabId: number;
  site: SiteState;
  /** The engine knows a page of ours in the tab; null while it has not said. */
  present: boolean | null;
  onChange: () => void;
}

/** Says why the pictures of this page are not seen to, and what can be done; nothing if they are. */
export function Reach({ tabId, site, present, onChange }: ReachProps) {
  if (site.reach === 'withheld') {
    // Must be asked for in the click itself; browsers turn down a later request.
    const grant = () =>
      void browser.permissions.request({ origins: ['<all_urls>'] }).then(onChange);
    return (
      <Notice kind="fault" action={{ label: t('site_grant'), run: grant }}>
        {t('site_withheld')}
      </Notice>
    );
  }
  if (site.reach === 'closed') return <Notice kind="warning">{t('site_unreachable')}</Notice>;
  if (present === false && site.loaded) {
    const reload = () => void browser.tabs.reload(tabId).then(onChange);
    return (
      <Notice kind="warning" action={{ label: t('site_reload'), run: reload }}>
        {t('site_absent')}
      </Notice>
    );
  }
  return null;
}
