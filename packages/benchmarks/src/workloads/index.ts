import { coldStart } from './cold-start.ts';
import { logBatch1000 } from './log-batch-1000.ts';
import { logMetric1 } from './log-metric-1.ts';
import { logMetric64 } from './log-metric-64.ts';
import type { Workload } from './workload.ts';

/** A new workload is a file here and a line in this list. */
export const workloads: readonly Workload[] = [coldStart, logMetric1, logMetric64, logBatch1000];
