import { measureLoad } from './measure-load.ts';
import type { Workload } from './workload.ts';

export const logMetric64: Workload = {
  id: 'W3',
  name: 'log-metric-64',
  definition: 'runs/log-metric of one key over 64 connections, a run each.',
  figures: [
    { id: 'requestRate', label: 'rate', unit: 'requests/s', better: 'higher', goal: 15_000, goalRatio: 40 },
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower' },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower', goal: 15 },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
    { id: 'slowdown', label: 'first tenth / last', unit: 'x', better: 'lower', goal: 1.1 },
  ],
  rawModes: ['append'],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    measureLoad(target, { kind: 'log-metric', connections: 64, keys: 1, maxRequests: 1_000_000 }, effort),
};
