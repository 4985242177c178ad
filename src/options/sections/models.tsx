import {
  ChooseClassifier,
  ChooseDetector,
  ChooseRule,
  ChooseStrategy,
  OriginPreset,
} from '../models/choices.tsx';
import { INSTALL_ROWS } from '../models/rows.ts';
import type { Section } from '../section.ts';

export const models: Section = {
  id: 'models',
  title: 'section_models',
  about: 'section_models_about',
  alsoCalled: 'also_models',
  rows: [
    {
      id: 'classifier',
      words: [
        'classifier_label',
        'model_auto',
        'model_auto_hint',
        'model_fast',
        'model_fast_hint',
        'model_balanced',
        'model_balanced_hint',
      ],
      sets: ['model'],
      View: ChooseClassifier,
    },
    {
      id: 'detector',
      words: ['detector_label', 'detector_none', 'detector_none_hint'],
      sets: ['detector'],
      View: ChooseDetector,
    },
    {
      id: 'strategy',
      words: [
        'strategy_label',
        'strategy_classifier',
        'strategy_classifier_hint',
        'strategy_detector',
        'strategy_detector_hint',
        'strategy_cascade',
        'strategy_cascade_hint',
        'strategy_both',
        'strategy_both_hint',
      ],
      sets: ['strategy'],
      View: ChooseStrategy,
    },
    {
      id: 'rule',
      words: [
        'rule_label',
        'rule_categories',
        'rule_categories_hint',
        'rule_origin',
        'rule_origin_hint',
      ],
      sets: ['rule'],
      View: ChooseRule,
    },
    {
      id: 'origin',
      words: ['origin_preset', 'origin_preset_hint'],
      sets: ['strategy', 'rule', 'masked'],
      View: OriginPreset,
    },
    ...INSTALL_ROWS,
  ],
};
