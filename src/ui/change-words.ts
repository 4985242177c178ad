import { levelOf } from '../shared/levels.ts';
import { MODEL_CHOICES, NO_DETECTOR, type SettingKey } from '../shared/settings.ts';
import type { Change } from '../shared/settings-changes.ts';
import { count, percent, pixels } from './format.ts';
import { type Key, t } from './t.ts';

/** What each setting is called where it is set. */
const TITLES = {
  enabled: 'enabled_label',
  sites: 'section_sites',
  sensitivity: 'section_sensitivity',
  smallPicture: 'small_picture',
  maskStyle: 'mask_style',
  maskStrength: 'mask_strength',
  maskColour: 'mask_colour',
  label: 'label_label',
  whileChecking: 'while_checking',
  onFailure: 'on_failure',
  unreadable: 'unreadable',
  reveal: 'reveal_label',
  model: 'classifier_label',
  detector: 'detector_label',
  strategy: 'strategy_label',
  rule: 'rule_label',
  masked: 'masked_label',
  margin: 'margin_label',
  areaLimit: 'area_limit_label',
  badge: 'badge_label',
} as const satisfies Readonly<Record<SettingKey, Key>>;

export const STRONGEST_MASK = 5;

export const smallPictureWords = (limit: number): string =>
  limit === 0 ? t('small_picture_zero') : t('small_picture_value', pixels(limit));

export const strengthWords = (strength: number): string =>
  t('mask_strength_value', count(strength), count(STRONGEST_MASK));

/** An installed model goes by its id. */
const modelWords = (model: string): string => {
  const choice = MODEL_CHOICES.find((each) => each === model);
  return choice ? t(`model_${choice}`) : model;
};

/** Whose title says too little without the section's. */
const OF_COVERS: readonly SettingKey[] = [
  'maskStyle',
  'maskStrength',
  'maskColour',
  'label',
  'areaLimit',
];

/** @returns what a setting is called away from its place on the page */
export const titleOf = (key: SettingKey): string =>
  OF_COVERS.includes(key) ? t('change_in', t('section_masks'), t(TITLES[key])) : t(TITLES[key]);

/** @returns what changes, as the page calls it */
export function changed(change: Change): string {
  if (change.key === 'sites') return t('change_site', change.host);
  if (change.key === 'sensitivity') {
    return t('change_in', t('section_sensitivity'), t(`category_${change.category}`));
  }
  return titleOf(change.key);
}

/** @returns the values before and after, as the page calls them */
export function values(change: Change): { from: string; to: string } {
  const both = <T>(of: { from: T; to: T }, say: (value: T) => string) => ({
    from: say(of.from),
    to: say(of.to),
  });
  switch (change.key) {
    case 'sites':
      return both(change, (mode) => t(mode ? `mode_${mode}` : 'change_no_rule'));
    case 'sensitivity':
      return both(change, (level) => t(`level_${levelOf(level)}`));
    case 'smallPicture':
      return both(change, smallPictureWords);
    case 'maskStyle':
      return both(change, (style) => t(`mask_${style}`));
    case 'maskStrength':
      return both(change, strengthWords);
    case 'maskColour':
      return both(change, (colour) => t(`colour_${colour}`));
    case 'whileChecking':
      return both(change, (look) => t(`while_${look}`));
    case 'onFailure':
      return both(change, (what) => t(`on_failure_${what}`));
    case 'unreadable':
      return both(change, (what) => t(`unreadable_${what}`));
    case 'model':
      return both(change, modelWords);
    case 'detector':
      return both(change, (id) => (id === NO_DETECTOR ? t('detector_none') : id));
    case 'strategy':
      return both(change, (strategy) => t(`strategy_${strategy}`));
    case 'rule':
      return both(change, (rule) => t(`rule_${rule}`));
    case 'masked':
      return both(change, (masked) => t(`masked_${masked}`));
    case 'margin':
    case 'areaLimit':
      return both(change, percent);
    default:
      return both(change, (on) => t(on ? 'mode_on' : 'mode_off'));
  }
}

/** @returns one step in a line: the change itself, or how many there were */
export function inOneLine(changes: readonly Change[]): string {
  const [only] = changes;
  if (!only || changes.length > 1) return t('change_many', count(changes.length));
  const { from, to } = values(only);
  return t('change_one', changed(only), to, from);
}
