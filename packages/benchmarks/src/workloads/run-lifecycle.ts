import { batchOf } from '../load/run-data.ts';
import { runJourneys } from '../load/run-load.ts';
import { watchMemory } from '../machine/memory-watch.ts';
import { startTarget } from '../targets/start-target.ts';
import { expectNames, newestFirst } from './expected-runs.ts';
import { memoryGates } from './measure-load.ts';
import { noErrors } from './with-runs.ts';
import type { Workload } from './workload.ts';

const CONNECTIONS = 16;
const RUNS = 5_000;
const PAGE = 1_000;
const VALUES = Object.values(batchOf(0, '')).flat().length - 1;

export const runLifecycle: Workload = {
  id: 'W7',
  name: 'run-lifecycle',
  definition:
    'Create a run, log 20 metrics, 20 params and 10 tags in a batch, end it; over 16 connections, 5,000 runs at most.',
  figures: [
    { id: 'runRate', label: 'rate', unit: 'runs/s', better: 'higher', goal: 3_000, goalRatio: 80 },
    { id: 'p50', label: 'p50 of a run', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99 of a run', unit: 'ms', better: 'lower' },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  async measure(target, effort) {
    const running = await startTarget(target);
    try {
      const experimentId = await running.createExperiment();
      const place = { host: '127.0.0.1', port: running.port, warmUpMs: 0 };
      const { value: lived, memory } = await watchMemory(running.pid, () =>
        runJourneys({
          ...place,
          connections: CONNECTIONS,
          journey: { kind: 'lifecycle', experimentId },
          timed: 'journey',
          windowMs: effort.windowMs,
          maxJourneys: RUNS,
        }),
      );
      const body = {
        experiment_ids: [experimentId],
        max_results: PAGE,
        filter: `attributes.status = 'FINISHED' AND metrics.metric_19 >= 0 AND params.param_19 != '' AND tags.tag_9 != ''`,
      };
      const stored = await runJourneys({
        ...place,
        connections: 1,
        journey: { kind: 'walk', request: { method: 'POST', path: 'runs/search', body } },
        timed: 'journey',
        windowMs: 60_000,
        maxJourneys: 1,
      });
      // The last run of each connection may have come after the window.
      const [found = []] = stored.names;
      const runs = found.length;
      return {
        figures: { ...lived.latency, runRate: lived.journeys / lived.seconds },
        durability: await running.durability(),
        memory,
        gates: [
          noErrors(lived, 'making runs'),
          noErrors(stored, 'reading them'),
          { name: 'idle before', holds: running.settled, detail: '' },
          {
            name: 'runs stored whole',
            holds: runs >= lived.journeys && runs <= lived.journeys + CONNECTIONS,
            detail: `${runs} of ${lived.journeys} to ${lived.journeys + CONNECTIONS} with ${VALUES} values each`,
          },
          expectNames('newest first', found, newestFirst(runs)),
          ...(target.family === 'millrace' ? memoryGates(memory) : []),
        ],
      };
    } finally {
      await running.stop();
    }
  },
};
