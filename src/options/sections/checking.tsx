import { smallPictureWords } from '../../ui/change-words.ts';
import { Choice } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Slider } from '../../ui/slider.tsx';
import { t } from '../../ui/t.ts';
import type { RowProps, Section } from '../section.ts';

const WhileChecking = ({ settings, save }: RowProps) => (
  <Choice
    legend={t('while_checking')}
    options={[
      { value: 'blank', label: t('while_blank'), hint: t('while_blank_hint') },
      { value: 'blur', label: t('while_blur'), hint: t('while_blur_hint') },
    ]}
    value={settings.whileChecking}
    onChoose={(whileChecking) => save({ whileChecking })}
  />
);

const OnFailure = ({ settings, save }: RowProps) => (
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
);

const Unreadable = ({ settings, save }: RowProps) => (
  <Choice
    legend={t('unreadable')}
    options={[
      { value: 'cover', label: t('unreadable_cover'), hint: t('unreadable_cover_hint') },
      { value: 'show', label: t('unreadable_show'), hint: t('unreadable_show_hint') },
    ]}
    value={settings.unreadable}
    onChoose={(unreadable) => save({ unreadable })}
  />
);

const SmallPicture = ({ settings, save }: RowProps) => (
  <Slider
    label={t('small_picture')}
    hint={t('small_picture_hint')}
    value={settings.smallPicture}
    min={0}
    max={96}
    step={8}
    say={smallPictureWords}
    onChoose={(smallPicture) => save({ smallPicture })}
  />
);

export const checking: Section = {
  id: 'checking',
  title: 'section_checking',
  about: 'section_checking_about',
  alsoCalled: 'also_checking',
  rows: [
    {
      id: 'while',
      words: ['while_checking', 'while_blank', 'while_blank_hint', 'while_blur', 'while_blur_hint'],
      sets: ['whileChecking'],
      View: WhileChecking,
    },
    {
      id: 'failure',
      words: [
        'on_failure',
        'on_failure_cover',
        'on_failure_cover_hint',
        'on_failure_show',
        'on_failure_show_hint',
      ],
      sets: ['onFailure'],
      View: OnFailure,
    },
    {
      id: 'unreadable',
      words: [
        'unreadable',
        'unreadable_cover',
        'unreadable_cover_hint',
        'unreadable_show',
        'unreadable_show_hint',
      ],
      sets: ['unreadable'],
      View: Unreadable,
    },
    {
      id: 'small',
      words: ['small_picture', 'small_picture_hint'],
      sets: ['smallPicture'],
      View: SmallPicture,
    },
  ],
};
