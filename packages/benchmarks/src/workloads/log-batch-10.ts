import { measureLoad } from './measure-load.ts';
import type { Workload } from './workload.ts';

export const logBatch10: Workload = {
  id: 'W5',
  name: 'log-batch-10',
  definition:
    'runs/log-batch of 10 keys a body over 20 connections into one run, each connection its own keys.',
  figures: [
    { id: 'requestRate', label: 'rate', unit: 'requests/s', better: 'higher', goal: 12_000, goalRatio: 30 },
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower' },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower' },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
    { id: 'slowdown', label: 'first tenth / last', unit: 'x', better: 'lower', goal: 1.1 },
  ],
  rawModes: ['append'],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    measureLoad(
      target,
      { kind: 'log-batch', connections: 20, keys: 10, sharesRun: true, maxRequests: 1_000_000 },
      effort,
    ),
};
