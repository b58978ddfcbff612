import { measureLoad } from './measure-load.ts';
import type { Workload } from './workload.ts';

export const logMetric1: Workload = {
  id: 'W2',
  name: 'log-metric-1',
  definition: 'runs/log-metric of one key over one connection, 5,000 calls at most.',
  figures: [
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower', goal: 0.35, goalRatio: 17 },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower', goal: 3 },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
    { id: 'requestRate', label: 'rate', unit: 'requests/s', better: 'higher' },
  ],
  rawModes: ['append'],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    measureLoad(target, { kind: 'log-metric', connections: 1, keys: 1, maxRequests: 5_000 }, effort),
};
