import { Switch } from '../../ui/switch.tsx';
import { t } from '../../ui/t.ts';
import type { Section } from '../section.ts';

export const general: Section = {
  id: 'general',
  title: 'section_general',
  about: 'section_general_about',
  alsoCalled: 'also_general',
  rows: [
    {
      id: 'enabled',
      words: ['enabled_label', 'enabled_hint'],
      sets: ['enabled'],
      View: ({ settings, save }) => (
        <Switch
          label={t('enabled_label')}
          hint={t('enabled_hint')}
          on={settings.enabled}
          onToggle={(enabled) => save({ enabled })}
        />
      ),
    },
    {
      id: 'badge',
      words: ['badge_label', 'badge_hint'],
      sets: ['badge'],
      View: ({ settings, save }) => (
        <Switch
          label={t('badge_label')}
          hint={t('badge_hint')}
          on={settings.badge}
          onToggle={(badge) => save({ badge })}
        />
      ),
    },
  ],
};
