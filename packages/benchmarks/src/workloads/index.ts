import { chartBulk } from './chart-bulk.ts';
import { coldStart } from './cold-start.ts';
import { deepPages } from './deep-pages.ts';
import { historyFull } from './history-full.ts';
import { logBatch10 } from './log-batch-10.ts';
import { logBatch1000 } from './log-batch-1000.ts';
import { logMetric1 } from './log-metric-1.ts';
import { logMetric64 } from './log-metric-64.ts';
import { runLifecycle } from './run-lifecycle.ts';
import { search1000 } from './search-1000.ts';
import { searchFilter } from './search-filter.ts';
import type { Workload } from './workload.ts';

/** A new workload is a file here and a line in this list. */
export const workloads: readonly Workload[] = [
  coldStart,
  logMetric1,
  logMetric64,
  logBatch1000,
  logBatch10,
  runLifecycle,
  search1000,
  searchFilter,
  deepPages,
  historyFull,
  chartBulk,
];
