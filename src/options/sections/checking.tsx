import { Choice } from '../../ui/choice.tsx';
import { pixels } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Slider } from '../../ui/slider.tsx';
import { t } from '../../ui/t.ts';
import type { Section, SectionProps } from '../section.ts';

const Body = ({ settings, save }: SectionProps) => (
  <>
    <Choice
      legend={t('while_checking')}
      options={[
        { value: 'blank', label: t('while_blank'), hint: t('while_blank_hint') },
        { value: 'blur', label: t('while_blur'), hint: t('while_blur_hint') },
      ]}
      value={settings.whileChecking}
      onChoose={(whileChecking) => save({ whileChecking })}
    />
    <Choice
      legend={t('on_failure')}
      options={[
        { value: 'cover', label: t('on_failure_cover'), hint: t('on_failure_cover_hint') },
        { value: 'show', label: t('on_failure_show'), hint: t('on_failure_show_hint') },
      ]}
      value={settings.onFailure}
      onChoose={(onFailure) => save({ onFailure })}
    >
      {settings.onFailure === 'show' && <Notice kind="warning">{t('on_failure_warning')}</Notice>}
    </Choice>
    <Slider
      label={t('small_picture')}
      hint={t('small_picture_hint')}
      value={settings.smallPicture}
      min={0}
      max={96}
      step={8}
      say={(value) =>
        value === 0 ? t('small_picture_zero') : t('small_picture_value', pixels(value))
      }
      onChoose={(smallPicture) => save({ smallPicture })}
    />
  </>
);

export const checking: Section = {
  id: 'checking',
  title: 'section_checking',
  about: 'section_checking_about',
  Body,
};
