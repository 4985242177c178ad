import type { EngineFacts } from '../../shared/messages.ts';
import { askEngine } from '../../ui/engine.ts';
import { bytes, count, milliseconds } from '../../ui/format.ts';
import { type Key, t } from '../../ui/t.ts';
import { Corrections } from '../corrections.tsx';
import type { RowProps, Section } from '../section.ts';
import { useStoredBytes } from '../use-stored-bytes.ts';

const Facts = ({ facts }: RowProps) => (
  <dl class="facts">
    {factRows(facts).map(([key, value]) => (
      <div key={key}>
        <dt>{t(key)}</dt>
        <dd>{value ?? t('unknown')}</dd>
      </div>
    ))}
  </dl>
);

function Cache({ facts, act }: RowProps) {
  const stored = useStoredBytes(facts?.cacheEntries);
  return (
    <div class="action">
      <div class="action-text">
        <h3 class="label">{t('cache')}</h3>
        <p class="cache-size">{facts ? cacheWords(facts.cacheEntries, stored) : t('unknown')}</p>
        <p class="hint">{t('clear_cache_hint')}</p>
      </div>
      <button
        type="button"
        class="button"
        disabled={!facts || facts.cacheEntries === 0}
        onClick={() => act(() => askEngine('engine.clearCache', null), 'cache_cleared')}
      >
        {t('clear_cache')}
      </button>
    </div>
  );
}

const cacheWords = (entries: number, stored: number | null): string =>
  entries === 0
    ? t('cache_empty')
    : t('cache_size', count(entries), stored === null ? t('unknown') : bytes(stored));

/** Every figure stands there from the start, so that nothing jumps when the engine answers. */
function factRows(facts: EngineFacts | null): [Key, string | null | undefined][] {
  const counted = (value: number | undefined) => (value === undefined ? null : count(value));
  const median = facts?.medianMs ?? null;
  return [
    ['fact_state', facts && t(`state_${facts.state.is}`)],
    ['fact_model', facts?.model?.name],
    ['fact_provider', facts?.provider && t(`provider_${facts.provider}`)],
    ['fact_threads', counted(facts?.threads)],
    ['fact_batch', counted(facts?.batch)],
    ['fact_median', median === null ? null : milliseconds(median)],
    ['fact_judged', counted(facts?.judged)],
    ['fact_cached', counted(facts?.cached)],
    ['fact_failed', counted(facts?.failed)],
    ['fact_restarts', counted(facts?.restarts)],
    ['fact_requests', counted(facts?.extraRequests)],
    ['fact_bytes', facts && bytes(facts.extraBytes)],
  ];
}

export const engine: Section = {
  id: 'engine',
  title: 'section_engine',
  about: 'section_engine_about',
  alsoCalled: 'also_engine',
  rows: [
    {
      id: 'facts',
      words: [
        'fact_state',
        'fact_model',
        'fact_provider',
        'fact_threads',
        'fact_batch',
        'fact_median',
        'fact_judged',
        'fact_cached',
        'fact_failed',
        'fact_restarts',
        'fact_requests',
        'fact_bytes',
      ],
      sets: [],
      View: Facts,
    },
    {
      id: 'cache',
      words: ['cache', 'clear_cache', 'clear_cache_hint', 'also_cache'],
      sets: [],
      View: Cache,
    },
    {
      id: 'corrections',
      words: ['corrections', 'forget_corrections', 'corrections_hint', 'also_corrections'],
      sets: [],
      View: Corrections,
    },
  ],
};
