import type { EngineFacts } from '../../shared/messages.ts';
import { askEngine } from '../../ui/engine.ts';
import { bytes, count, milliseconds } from '../../ui/format.ts';
import { type Key, t } from '../../ui/t.ts';
import type { Section, SectionProps } from '../section.ts';

const Body = ({ facts, act }: SectionProps) => (
  <>
    <dl class="facts">
      {rows(facts).map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{value ?? t('unknown')}</dd>
        </div>
      ))}
    </dl>
    <div class="action">
      <button
        type="button"
        class="button"
        disabled={!facts || facts.cacheEntries === 0}
        onClick={() => act(() => askEngine('engine.clearCache', null), 'cache_cleared')}
      >
        {t('clear_cache')}
      </button>
      <p class="hint">{t('clear_cache_hint')}</p>
    </div>
  </>
);

/** Every figure stands there from the start, so that nothing jumps when the engine answers. */
function rows(facts: EngineFacts | null): [Key, string | null | undefined][] {
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
    ['fact_entries', counted(facts?.cacheEntries)],
  ];
}

export const engine: Section = {
  id: 'engine',
  title: 'section_engine',
  about: 'section_engine_about',
  Body,
};
