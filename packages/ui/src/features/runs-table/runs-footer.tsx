import type { Run } from '@millrace/spec';
import { useNow } from '../../components/age.tsx';
import { formatCount, formatNumber } from '../../format/number.ts';
import { formatAge } from '../../format/time.ts';
import { text } from '../../text.ts';
import { useConnection } from '../live/connection.ts';
import { metricOf, parseColumnId, type Sort } from './columns.ts';
import { headOf } from './grid-columns.ts';
import type { PrimaryMetric } from './keys.ts';
import { type SightStore, useSight } from './sight.ts';

export interface RunsFooterProps {
  readonly sight: SightStore;
  readonly total: number;
  readonly sort: Sort;
  readonly primary: PrimaryMetric | undefined;
  readonly bestRun: Run | undefined;
}

export const RunsFooter = ({ sight, total, sort, primary, bestRun }: RunsFooterProps) => {
  const range = useSight(sight);
  const connection = useConnection();
  const now = useNow();
  const best = primary === undefined || bestRun === undefined ? undefined : metricOf(bestRun, primary.key);
  const column = parseColumnId(sort.id);
  return (
    <footer className="flex h-6.5 shrink-0 items-center gap-3.5 border-t border-line bg-surface px-4 text-small whitespace-nowrap text-3 max-tablet:hidden">
      {total > 0 && (
        <span>
          {text.runs.range(
            formatCount(range.first + 1),
            formatCount(Math.min(total, range.last + 1)),
            formatCount(total),
          )}
        </span>
      )}
      {best !== undefined && (
        <span>
          {text.runs.best(best.key)} <span className="font-strong text-1">{formatNumber(best.value)}</span>
        </span>
      )}
      <span className="ml-auto">
        {column !== undefined && text.runs.sortedBy(headOf(column), sort.descending, column.kind)}
      </span>
      <span>{text.connection(connection.state, formatAge(connection.since, now))}</span>
    </footer>
  );
};
