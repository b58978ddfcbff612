import type { Run } from '@millrace/spec';
import { Changing } from '../../components/changing.tsx';
import { Chip } from '../../components/chip.tsx';
import { formatExact, formatNumber, formatStep } from '../../format/number.ts';
import { text } from '../../text.ts';
import { metricOf } from '../runs-table/columns.ts';

export interface KeyNumbersProps {
  readonly run: Run;
  readonly keys: readonly string[];
  readonly primary: string | undefined;
}

/** Up to five numbers that say how the run went. */
export const KeyNumbers = ({ run, keys, primary }: KeyNumbersProps) => (
  <dl className="grid auto-cols-fr grid-flow-col divide-x divide-line rounded-card border border-line bg-surface max-tablet:grid-flow-row max-tablet:grid-cols-2 max-tablet:divide-x-0">
    {keys.map((key) => {
      const metric = metricOf(run, key);
      if (metric === undefined) return null;
      return (
        <div key={key} className="min-w-0 px-3.5 py-2.5 max-tablet:nth-[n+5]:hidden">
          <dt className="flex h-4.5 items-center gap-1.5 text-small text-3">
            <span className="truncate" title={key}>
              {key}
            </span>
            {key === primary && <Chip tone="accent">{text.run.primary}</Chip>}
          </dt>
          <dd className="mt-0.5 text-number" title={formatExact(metric.value)}>
            <Changing value={metric.value}>
              <span className={Number.isFinite(metric.value) ? undefined : 'text-warn'}>
                {formatNumber(metric.value)}
              </span>
            </Changing>
            <span className="ml-1.5 text-small font-normal tracking-normal text-3">
              {text.run.atStep(formatStep(metric.step))}
            </span>
          </dd>
        </div>
      );
    })}
  </dl>
);
