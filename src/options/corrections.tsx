import { askEngine } from '../ui/engine.ts';
import { count } from '../ui/format.ts';
import { t } from '../ui/t.ts';
import { AskedFirst } from './asked-first.tsx';
import type { RowProps } from './section.ts';

/** What the person covered or showed for good, as a number: what it was is not known here. */
export function Corrections({ facts, act }: RowProps) {
  const kept = facts?.corrections ?? null;
  return (
    <div class="action">
      <div class="action-text">
        <h3 class="label">{t('corrections')}</h3>
        <p class="corrections-kept">{keptWords(kept)}</p>
        <p class="hint">{t('corrections_hint')}</p>
      </div>
      <AskedFirst
        label={t('forget_corrections')}
        question={t('forget_corrections_question')}
        explain={t('forget_corrections_explain', keptWords(kept))}
        disabled={!kept}
        onYes={() =>
          act(() => askEngine('engine.forgetCorrections', null), 'corrections_forgotten')
        }
      />
    </div>
  );
}

function keptWords(kept: number | null): string {
  if (kept === null) return t('unknown');
  return kept === 0 ? t('corrections_none') : t('corrections_kept', count(kept));
}
