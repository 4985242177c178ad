import { Switch } from '../../ui/switch.tsx';
import { t } from '../../ui/t.ts';
import type { Section, SectionProps } from '../section.ts';

const Body = ({ settings, save }: SectionProps) => (
  <>
    <Switch
      label={t('enabled_label')}
      hint={t('enabled_hint')}
      on={settings.enabled}
      onToggle={(enabled) => save({ enabled })}
    />
    <Switch
      label={t('badge_label')}
      hint={t('badge_hint')}
      on={settings.badge}
      onToggle={(badge) => save({ badge })}
    />
  </>
);

export const general: Section = {
  id: 'general',
  title: 'section_general',
  about: 'section_general_about',
  Body,
};
