import { render } from 'preact';
import browser from 'webextension-polyfill';
import { speak } from '../ui/t.ts';
import './popup.css';
import { App } from './app.tsx';

speak(document, 'name');

/** The tab the popup is about: the one in front, or `?tab=<id>` where the popup is itself a tab. */
async function tabId(): Promise<number> {
  const named = Number.parseInt(new URLSearchParams(location.search).get('tab') ?? '', 10);
  if (Number.isInteger(named)) return named;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? browser.tabs.TAB_ID_NONE;
}

tabId().then((id) => render(<App tabId={id} />, document.body));
