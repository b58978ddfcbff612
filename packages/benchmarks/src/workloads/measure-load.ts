import type { BodyKind } from '../load/request.ts';
import { runLoad } from '../load/run-load.ts';
import { type MemoryUse, watchMemory } from '../machine/memory-watch.ts';
import { startTarget } from '../targets/start-target.ts';
import type { Target } from '../targets/target.ts';
import { checkStored } from './check-stored.ts';
import type { Effort, Gate, Measurement } from './workload.ts';

export interface LoadShape {
  readonly kind: BodyKind;
  readonly connections: number;
  /** Distinct keys in a body. */
  readonly keys: number;
  /** Every connection writes keys of its own into one run, instead of a run of its own. */
  readonly sharesRun?: boolean | undefined;
  /** Ends the window early. */
  readonly maxRequests: number;
}

const MEGABYTE = 2 ** 20;
const IDLE_LIMIT = 100 * MEGABYTE;
const PEAK_LIMIT = 250 * MEGABYTE;

/** Starts the target afresh, loads it, and holds what it stored against what was sent. */
export const measureLoad = async (target: Target, shape: LoadShape, effort: Effort): Promise<Measurement> => {
  const running = await startTarget(target);
  try {
    const [shared] = shape.sharesRun === true ? await running.createRuns(1) : [];
    const runIds =
      shared === undefined
        ? await running.createRuns(shape.connections)
        : Array.from({ length: shape.connections }, () => shared);
    const laneKeys = shared === undefined ? 0 : shape.keys;
    const { value: load, memory } = await watchMemory(running.pid, () =>
      runLoad({
        host: '127.0.0.1',
        port: running.port,
        kind: shape.kind,
        runIds,
        keys: shape.keys,
        laneKeys,
        warmUpMs: effort.warmUpMs,
        windowMs: effort.windowMs,
        maxRequests: shape.maxRequests,
      }),
    );
    const requestRate = load.requests / load.seconds;
    return {
      figures: {
        ...load.latency,
        requestRate,
        pointRate: requestRate * shape.keys,
        slowdown: load.slowdown,
      },
      durability: await running.durability(),
      memory,
      gates: [
        ...(await checkStored(running, { runIds, keys: shape.keys, laneKeys, load })),
        { name: 'idle before', holds: running.settled, detail: '' },
        ...(target.family === 'millrace' ? memoryGates(memory) : []),
      ],
    };
  } finally {
    await running.stop();
  }
};

export const memoryGates = (memory: MemoryUse): Gate[] => [
  { name: 'memory idle', holds: memory.start <= IDLE_LIMIT, detail: megabytes(memory.start) },
  { name: 'memory peak', holds: memory.peak <= PEAK_LIMIT, detail: megabytes(memory.peak) },
];

const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;
