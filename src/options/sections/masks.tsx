import { COLOURS } from '../../shared/mask-colours.ts';
import { MASK_COLOURS, MASK_STYLES } from '../../shared/settings.ts';
import { STRONGEST_MASK, strengthWords } from '../../ui/change-words.ts';
import { Choice } from '../../ui/choice.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../ui/t.ts';
import { AreaLimit, HowMuch, Margin } from '../parts.tsx';
import { Preview } from '../preview.tsx';
import type { RowProps, Section } from '../section.ts';

const Style = ({ settings, save }: RowProps) => (
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
);

function Strength({ settings, save }: RowProps) {
  const strong = settings.maskStyle === 'blur' || settings.maskStyle === 'pixelate';
  return (
    <Slider
      label={t('mask_strength')}
      hint={t(strong ? 'mask_strength_hint' : 'mask_strength_unused')}
      value={settings.maskStrength}
      min={1}
      max={STRONGEST_MASK}
      disabled={!strong}
      say={strengthWords}
      onChoose={(maskStrength) => save({ maskStrength })}
    />
  );
}

const Colour = ({ settings, save }: RowProps) => (
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
);

const Label = ({ settings, save }: RowProps) => (
  <Switch
    label={t('label_label')}
    hint={t('label_hint')}
    on={settings.label}
    onToggle={(label) => save({ label })}
  />
);

const Reveal = ({ settings, save }: RowProps) => (
  <Switch
    label={t('reveal_label')}
    hint={t('reveal_hint')}
    on={settings.reveal}
    onToggle={(reveal) => save({ reveal })}
  />
);

export const masks: Section = {
  id: 'covers',
  title: 'section_masks',
  about: 'section_masks_about',
  alsoCalled: 'also_masks',
  rows: [
    {
      id: 'preview',
      // Found together with what it shows.
      words: [
        'preview',
        'mask_style',
        'mask_strength',
        'mask_colour',
        'label_label',
        'masked_label',
      ],
      sets: [],
      View: Preview,
    },
    {
      id: 'masked',
      words: [
        'masked_label',
        'masked_whole',
        'masked_whole_hint',
        'masked_boxes',
        'masked_boxes_hint',
      ],
      sets: ['masked'],
      View: HowMuch,
    },
    { id: 'margin', words: ['margin_label', 'margin_hint'], sets: ['margin'], View: Margin },
    {
      id: 'area',
      words: ['area_limit_label', 'area_limit_hint'],
      sets: ['areaLimit'],
      View: AreaLimit,
    },
    {
      id: 'style',
      words: [
        'mask_style',
        'mask_blur',
        'mask_blur_hint',
        'mask_pixelate',
        'mask_pixelate_hint',
        'mask_solid',
        'mask_solid_hint',
        'mask_hide',
        'mask_hide_hint',
      ],
      sets: ['maskStyle'],
      View: Style,
    },
    {
      id: 'strength',
      words: ['mask_strength', 'mask_strength_hint'],
      sets: ['maskStrength'],
      View: Strength,
    },
    {
      id: 'colour',
      words: [
        'mask_colour',
        'colour_grey',
        'colour_black',
        'colour_white',
        'colour_sand',
        'colour_sage',
        'colour_slate',
      ],
      sets: ['maskColour'],
      View: Colour,
    },
    { id: 'label', words: ['label_label', 'label_hint'], sets: ['label'], View: Label },
    { id: 'reveal', words: ['reveal_label', 'reveal_hint'], sets: ['reveal'], View: Reveal },
  ],
};
