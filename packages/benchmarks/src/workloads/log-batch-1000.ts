import { measureLoad } from './measure-load.ts';
import type { Workload } from './workload.ts';

export const logBatch1000: Workload = {
  id: 'W4',
  name: 'log-batch-1000',
  definition:
    'runs/log-batch of 1,000 distinct keys a body over 16 connections, a run each, 5 million points at most.',
  figures: [
    { id: 'pointRate', label: 'rate', unit: 'points/s', better: 'higher', goal: 800_000, goalRatio: 80 },
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower' },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower' },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
    { id: 'slowdown', label: 'first tenth / last', unit: 'x', better: 'lower', goal: 1.1 },
  ],
  rawModes: ['append', 'log', 'parse'],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    measureLoad(target, { kind: 'log-batch', connections: 16, keys: 1_000, maxRequests: 5_000 }, effort),
};
