import { percent } from '../../ui/format.ts';

export interface Bar {
  name: string;
  /** 0–1 */
  score: number;
  /** From where on it covers, 0–1; none where it never does. */
  threshold?: number;
  /** What the threshold means, in words. */
  note?: string;
}

interface BarsProps {
  title: string;
  hint?: string | null;
  bars: readonly Bar[];
}

export const Bars = ({ title, hint, bars }: BarsProps) => (
  <div class="bars">
    <h3 class="label">{title}</h3>
    {hint && <p class="hint">{hint}</p>}
    <ul>
      {bars.map(({ name, score, threshold, note }) => (
        <li key={name}>
          <span>{name}</span>
          <span class="bar-score">{percent(score)}</span>
          <span
            class={threshold !== undefined && score >= threshold ? 'bar bar-over' : 'bar'}
            style={{ '--score': score, '--threshold': threshold }}
            aria-hidden="true"
          >
            {threshold !== undefined && <span class="bar-threshold" />}
          </span>
          {note && <span class="hint bar-note">{note}</span>}
        </li>
      ))}
    </ul>
  </div>
);
