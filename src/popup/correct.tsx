import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { Switch } from '../ui/switch.tsx';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

interface CorrectProps {
  /** Nothing is switched off or paused here, so the menu and its keys act. */
  looking: boolean;
  /** Covered pictures may be shown. */
  reveal: boolean;
  all: boolean;
  coverAll: (on: boolean) => void;
}

/** What to do about a mistake: all of it stays on this computer. */
export function Correct({ looking, reveal, all, coverAll }: CorrectProps) {
  const keys = useShortcuts();
  const pictureKeys = keys.get('toggle-picture');
  const allKeys = keys.get('cover-everything');
  return (
    <Fold title={t('correct_title')}>
      <p>{t('correct_about')}</p>
      {looking && (
        <p>
          {t(reveal ? 'correct_menu' : 'correct_menu_cover')}{' '}
          {pictureKeys && t('correct_keys', pictureKeys)}
        </p>
      )}
      <Switch
        label={t('cover_everything')}
        hint={[t('cover_everything_hint'), allKeys && t('cover_everything_keys', allKeys)]
          .filter(Boolean)
          .join(' ')}
        on={all}
        onToggle={coverAll}
      />
    </Fold>
  );
}

/** The keys of each command as the person has them; they can be changed in the browser. */
function useShortcuts(): ReadonlyMap<string, string> {
  const [keys, setKeys] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    void browser.commands.getAll().then((commands) => {
      setKeys(new Map(commands.map(({ name, shortcut }) => [name ?? '', shortcut ?? ''])));
    });
  }, []);
  return keys;
}
