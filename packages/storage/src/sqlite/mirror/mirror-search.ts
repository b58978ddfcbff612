import type { FieldReference, Filter, OrderBy, RunQuery } from '@millrace/spec';
import { compareText } from '../../memory/text-order.ts';
import { toExperimentKey } from '../metadata/experiments.ts';
import type { Session } from '../transactions/session.ts';
import type { Column } from './columns.ts';
import { filterRows, type RowTest } from './filter-rows.ts';
import { firstRows, orderRows, type RowOrder } from './order-rows.ts';
import { RunMirror } from './run-mirror.ts';

type Scope = Pick<RunQuery, 'experimentIds' | 'viewType' | 'filter'>;

/** A search that looks at more fields is left to SQL: each may be a column that has to be read first. */
const FIELDS = 8;

const comparisonsIn = (filter: Filter | undefined): number => {
  if (filter === undefined) return 0;
  if (filter.kind === 'comparison') return 1;
  if (filter.kind === 'not') return comparisonsIn(filter.operand);
  return filter.operands.reduce((sum, operand) => sum + comparisonsIn(operand), 0);
};

/** Searches over the mirror. Each answers `undefined` for what SQL has to answer. */
export interface MirrorSearch {
  /** Ids of the runs, in order. */
  find(query: RunQuery): number[] | undefined;
  count(query: Scope): number | undefined;
}

export const createMirrorSearch = (session: Session): MirrorSearch => {
  const mirror = new RunMirror(session);
  const columnOf = (field: FieldReference): Column | undefined => mirror.column(field);

  const testOf = ({ viewType, filter, experimentIds }: Scope): RowTest | undefined => {
    const test = filter === undefined ? () => true : filterRows(filter, columnOf);
    if (test === undefined) return undefined;
    const experiments = new Set(experimentIds.flatMap((id) => toExperimentKey(id) ?? []));
    const { values: experimentOf } = mirror.experiments;
    const { values: isActive } = mirror.isActive;
    const stage = viewType === 'ALL' ? undefined : viewType === 'ACTIVE_ONLY' ? 1 : 0;
    return (row) =>
      (stage === undefined || isActive[row] === stage) &&
      experiments.has(experimentOf[row] as number) &&
      test(row);
  };

  const rowsOf = (test: RowTest): number[] => {
    const rows: number[] = [];
    for (let row = 0; row < mirror.ids.length; row += 1) if (test(row)) rows.push(row);
    return rows;
  };

  /** Ends in `start_time` descending, then `run_id`, so that no two runs are alike. */
  const orderOf = (orderBy: readonly OrderBy[]): RowOrder | undefined => {
    const order = orderRows(orderBy, columnOf);
    if (order === undefined) return undefined;
    const { values: startTimes } = mirror.startTimes;
    return (left, right) =>
      order(left, right) ||
      (startTimes[right] as number) - (startTimes[left] as number) ||
      compareText(mirror.runIds[left] ?? '', mirror.runIds[right] ?? '');
  };

  return {
    find(query) {
      if (comparisonsIn(query.filter) + query.orderBy.length > FIELDS || !mirror.follow()) return undefined;
      const order = orderOf(query.orderBy);
      const test = order === undefined ? undefined : testOf(query);
      if (order === undefined || test === undefined) return undefined;
      return firstRows(rowsOf(test), order, query.offset + query.limit)
        .slice(query.offset)
        .map((row) => mirror.ids[row] as number);
    },
    count(query) {
      if (comparisonsIn(query.filter) > FIELDS || !mirror.follow()) return undefined;
      const test = testOf(query);
      return test === undefined ? undefined : rowsOf(test).length;
    },
  };
};
