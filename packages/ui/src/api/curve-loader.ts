import type { SeriesColumns } from '@millrace/spec';

export interface CurveRequest {
  readonly runId: string;
  readonly key: string;
  readonly maxPoints: number;
  readonly startStep?: number | undefined;
  readonly endStep?: number | undefined;
  readonly signal: AbortSignal;
}

export interface SampleBatch {
  readonly runIds: string[];
  readonly keys: string[];
  readonly maxPoints: number;
  readonly startStep?: number | undefined;
  readonly endStep?: number | undefined;
}

interface Waiting extends CurveRequest {
  resolve(series: SeriesColumns | null): void;
  reject(error: unknown): void;
}

/** Long enough to gather what one screen asks for, too short to see. */
const GATHER_MS = 12;
const MAX_RUNS = 500;
const MAX_KEYS = 200;

const by = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];

/** Splits what is waiting into requests of runs times keys that ask for nothing that was not asked for. */
export const planBatches = <T extends Omit<CurveRequest, 'signal'>>(
  waiting: readonly T[],
): { batch: SampleBatch; members: T[] }[] => {
  const shapes = by(waiting, (item) => `${item.maxPoints}|${item.startStep}|${item.endStep}`);
  return shapes.flatMap((shape) => {
    const columns = by(shape, (item) => item.key).map((members) => ({
      members,
      runIds: [...new Set(members.map((item) => item.runId))].sort(),
    }));
    return by(columns, (column) => column.runIds.join()).flatMap((block) => {
      const runIds = block[0]?.runIds ?? [];
      const plans = [];
      for (let run = 0; run < runIds.length; run += MAX_RUNS) {
        for (let key = 0; key < block.length; key += MAX_KEYS) {
          const part = block.slice(key, key + MAX_KEYS);
          const ids = runIds.slice(run, run + MAX_RUNS);
          const members = part.flatMap((column) => column.members).filter((item) => ids.includes(item.runId));
          const { maxPoints, startStep, endStep } = members[0] ?? shape[0] ?? { maxPoints: 2 };
          const keys = part.flatMap((column) => column.members[0]?.key ?? []);
          plans.push({ batch: { runIds: ids, keys, maxPoints, startStep, endStep }, members });
        }
      }
      return plans;
    });
  });
};

/** Gathers curves asked for one by one into as few requests as hold them. A curve nobody logged is `null`. */
export const createCurveLoader = (sample: (batch: SampleBatch) => Promise<readonly SeriesColumns[]>) => {
  let waiting: Waiting[] = [];

  const send = (): void => {
    const wanted = waiting.filter((item) => !item.signal.aborted);
    waiting = [];
    for (const { batch, members } of planBatches(wanted)) {
      sample(batch).then(
        (answer) => {
          const found = new Map(answer.map((series) => [`${series.runId}|${series.key}`, series]));
          for (const item of members) item.resolve(found.get(`${item.runId}|${item.key}`) ?? null);
        },
        (error: unknown) => {
          for (const item of members) item.reject(error);
        },
      );
    }
  };

  return {
    load: (request: CurveRequest): Promise<SeriesColumns | null> =>
      new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
        if (waiting.length === 0) setTimeout(send, GATHER_MS);
        waiting.push({ ...request, resolve, reject });
      }),
  };
};
