import { MASK_COLOURS, MASK_STYLES } from '../../shared/settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { count } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../ui/t.ts';
import { COLOURS } from '../mask-colours.ts';
import { Preview } from '../preview.tsx';
import type { Section, SectionProps } from '../section.ts';

const STRENGTHS = { min: 1, max: 5 };

const Body = ({ settings, save }: SectionProps) => {
  const strong = settings.maskStyle === 'blur' || settings.maskStyle === 'pixelate';
  return (
    <>
      <Preview settings={settings} />
      <Choice
        legend={t('mask_style')}
        options={MASK_STYLES.map((style) => ({
          value: style,
          label: t(`mask_${style}`),
          hint: t(`mask_${style}_hint`),
        }))}
        value={settings.maskStyle}
        onChoose={(maskStyle) => save({ maskStyle })}
      />
      <Slider
        label={t('mask_strength')}
        hint={t(strong ? 'mask_strength_hint' : 'mask_strength_unused')}
        value={settings.maskStrength}
        {...STRENGTHS}
        disabled={!strong}
        say={(value) => t('mask_strength_value', count(value), count(STRENGTHS.max))}
        onChoose={(maskStrength) => save({ maskStrength })}
      />
      <Choice
        legend={t('mask_colour')}
        compact
        options={MASK_COLOURS.map((colour) => ({
          value: colour,
          label: t(`colour_${colour}`),
          swatch: COLOURS[colour],
        }))}
        value={settings.maskColour}
        disabled={settings.maskStyle !== 'solid'}
        onChoose={(maskColour) => save({ maskColour })}
      >
        {settings.maskStyle !== 'solid' && <p class="hint">{t('mask_colour_unused')}</p>}
      </Choice>
      <Switch
        label={t('label_label')}
        hint={t('label_hint')}
        on={settings.label}
        onToggle={(label) => save({ label })}
      />
      <Switch
        label={t('reveal_label')}
        hint={t('reveal_hint')}
        on={settings.reveal}
        onToggle={(reveal) => save({ reveal })}
      />
    </>
  );
};

export const masks: Section = {
  id: 'covers',
  title: 'section_masks',
  about: 'section_masks_about',
  Body,
};
