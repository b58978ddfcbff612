import type {
  ArtifactEntry,
  ArtifactStore,
  Change,
  ChangeBatch,
  Experiment,
  IdempotentAnswer,
  Metric,
  MetadataStore,
  MetricStore,
  RunQuery,
  RunRecord,
  TrackingStore,
  ViewType,
} from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

interface Data {
  experiments: Map<string, Experiment>;
  runs: Map<string, RunRecord>;
  points: Map<string, Metric[]>;
  answers: Map<string, IdempotentAnswer>;
  digests: Map<string, string>;
}

const empty = (): Data => ({
  experiments: new Map([
    [
      '0',
      {
        experimentId: '0',
        name: 'Default',
        artifactLocation: 'mlflow-artifacts:/0',
        lifecycleStage: 'active',
        creationTime: 0,
        lastUpdateTime: 0,
        tags: [],
      },
    ],
  ]),
  runs: new Map(),
  points: new Map(),
  answers: new Map(),
  digests: new Map(),
});

const inView = (stage: string, view: ViewType): boolean =>
  view === 'ALL' || (view === 'ACTIVE_ONLY') === (stage === 'active');

const put = <T extends { readonly key: string }>(list: readonly T[], items: readonly T[]): T[] => [
  ...new Map([...list, ...items].map((item) => [item.key, item])).values(),
];

const pointKey = (point: Metric): string => [point.key, point.timestamp, point.step, point.value].join('|');

const later = (a: Metric, b: Metric): number =>
  a.step - b.step || a.timestamp - b.timestamp || a.value - b.value;

const createMetadata = (data: Data, queries: RunQuery[], touch: (change: Change) => void): MetadataStore => {
  const runOf = (runId: string): RunRecord => {
    const run = data.runs.get(runId);
    if (run === undefined) throw new Error(`no run ${runId}`);
    return run;
  };
  const changeRun = (runId: string, change: Partial<RunRecord>): void => {
    const run = { ...runOf(runId), ...change };
    data.runs.set(runId, run);
    touch({ experimentId: run.info.experimentId, runId, metrics: false, metadata: true });
  };
  const changeExperiment = (id: string, change: Partial<Experiment>): void => {
    const known = data.experiments.get(id);
    if (known === undefined) throw new Error(`no experiment ${id}`);
    data.experiments.set(id, { ...known, ...change });
    touch({ experimentId: id, metrics: false, metadata: true });
  };
  const find = (test: (experiment: Experiment) => boolean): Experiment | undefined =>
    [...data.experiments.values()].find(test);
  const runsIn = (query: Pick<RunQuery, 'experimentIds' | 'viewType'>): RunRecord[] =>
    [...data.runs.values()].filter(
      ({ info }) =>
        query.experimentIds.includes(info.experimentId) && inView(info.lifecycleStage, query.viewType),
    );
  return {
    findExperiment: (id) => data.experiments.get(id),
    findExperimentByName: (name) => find((experiment) => experiment.name === name),
    findExperimentByLocation: (location) => find((experiment) => experiment.artifactLocation === location),
    searchExperiments: ({ viewType, limit, offset }) =>
      [...data.experiments.values()]
        .filter((experiment) => inView(experiment.lifecycleStage, viewType))
        .slice(offset, offset + limit),
    readActivity: (ids, periods) =>
      ids
        .filter((id) => data.experiments.has(id))
        .map((experimentId) => {
          const runs = runsIn({ experimentIds: [experimentId], viewType: 'ACTIVE_ONLY' });
          return {
            experimentId,
            runs: runs.length,
            running: runs.filter(({ info }) => info.status === 'RUNNING').length,
            lastActive: runs.length === 0 ? null : Math.max(...runs.map(({ info }) => info.startTime)),
            started: Array.from({ length: periods.count }, () => 0),
          };
        }),
    findRun: (id) => data.runs.get(id)?.info,
    readRuns: (ids) => ids.flatMap((id) => data.runs.get(id) ?? []),
    searchRuns: (query) => {
      queries.push(query);
      return runsIn(query).slice(query.offset, query.offset + query.limit);
    },
    countRuns: (query) => runsIn(query).length,
    findParams: (id, keys) => runOf(id).params.filter((param) => keys.includes(param.key)),
    findRunTags: (id) => [...runOf(id).tags],
    findAnswer: (key) => data.answers.get(key),
    findDigests: (location) =>
      new Map([...data.digests].filter(([path]) => path.slice(0, path.lastIndexOf('/')) === location)),
    insertExperiment: (experiment) => {
      const experimentId = String(data.experiments.size);
      const stored = { ...experiment, experimentId };
      data.experiments.set(experimentId, stored);
      touch({ experimentId, metrics: false, metadata: true });
      return stored;
    },
    updateExperiment: changeExperiment,
    putExperimentTag: (id, tag) =>
      changeExperiment(id, { tags: put(data.experiments.get(id)?.tags ?? [], [tag]) }),
    removeExperimentTag: (id, key) => {
      const tags = data.experiments.get(id)?.tags ?? [];
      changeExperiment(id, { tags: tags.filter((tag) => tag.key !== key) });
      return tags.some((tag) => tag.key === key);
    },
    insertRun: (run) => {
      data.runs.set(run.info.runId, run);
      changeRun(run.info.runId, {});
    },
    updateRun: (id, patch) => changeRun(id, { info: { ...runOf(id).info, ...patch } }),
    moveRuns: (experimentId, lifecycleStage) => {
      for (const { info } of runsIn({ experimentIds: [experimentId], viewType: 'ALL' })) {
        changeRun(info.runId, { info: { ...info, lifecycleStage } });
      }
    },
    insertParams: (id, params) => changeRun(id, { params: [...runOf(id).params, ...params] }),
    putRunTags: (id, tags) => changeRun(id, { tags: put(runOf(id).tags, tags) }),
    removeRunTag: (id, key) => {
      const { tags } = runOf(id);
      changeRun(id, { tags: tags.filter((tag) => tag.key !== key) });
      return tags.some((tag) => tag.key === key);
    },
    putAnswer: (key, answer) => void data.answers.set(key, answer),
    putDigest: (path, sha256) => {
      if (sha256 === undefined) data.digests.delete(path);
      else data.digests.set(path, sha256);
    },
  };
};

const createMetrics = (data: Data, touch: (change: Change) => void): MetricStore => ({
  append: (runId, points) => {
    const known = new Map((data.points.get(runId) ?? []).map((point) => [pointKey(point), point]));
    for (const point of points) known.set(pointKey(point), point);
    data.points.set(runId, [...known.values()]);
    const experimentId = data.runs.get(runId)?.info.experimentId ?? '';
    touch({ experimentId, runId, metrics: true, metadata: false });
  },
  latest: (runIds) =>
    new Map(
      runIds.map((id) => {
        const latest = new Map<string, Metric>();
        for (const point of (data.points.get(id) ?? []).toSorted(later)) latest.set(point.key, point);
        return [id, [...latest.values()]];
      }),
    ),
  history: ({ runId, key, offset, limit }) =>
    (data.points.get(runId) ?? [])
      .filter((point) => point.key === key)
      .toSorted((a, b) => a.timestamp - b.timestamp || later(a, b))
      .slice(offset, offset + limit),
  sample: ({ runIds, keys }) =>
    runIds.flatMap((runId) =>
      keys.map((key) => ({ runId, key, steps: [], timestamps: [], values: [], total: 0 })),
    ),
});

export interface MemoryStore extends TrackingStore {
  readonly queries: readonly RunQuery[];
}

/** The smallest tracking store: one unit at a time over copied maps. Filters and orders are not its business. */
export const createTestStore = (): MemoryStore => {
  let data = empty();
  let last: Promise<unknown> = Promise.resolve();
  const queries: RunQuery[] = [];
  const listeners = new Set<(batch: ChangeBatch) => void>();
  let cursor = 0;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    queries,
    capabilities: { durable: false, multiProcess: false },
    describe: () => 'test store',
    read: (work) =>
      inTurn(async () =>
        work({
          metadata: createMetadata(data, queries, () => undefined),
          metrics: createMetrics(data, () => undefined),
        }),
      ),
    write: (work) =>
      inTurn(async () => {
        const draft = structuredClone(data);
        const changes: Change[] = [];
        const touch = (change: Change): void => void changes.push(change);
        const result = await work({
          metadata: createMetadata(draft, queries, touch),
          metrics: createMetrics(draft, touch),
        });
        data = draft;
        cursor++;
        for (const listener of listeners) listener({ cursor: String(cursor), changes, reset: false });
        return result;
      }),
    changes: {
      async *subscribe({ signal }) {
        const waiting: ChangeBatch[] = [{ cursor: String(cursor), changes: [], reset: false }];
        let wake = Promise.withResolvers<void>();
        const listener = (batch: ChangeBatch): void => {
          waiting.push(batch);
          wake.resolve();
        };
        listeners.add(listener);
        signal.addEventListener('abort', () => wake.resolve(), { once: true });
        try {
          while (!signal.aborted) {
            for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) yield batch;
            await wake.promise;
            wake = Promise.withResolvers<void>();
          }
        } finally {
          listeners.delete(listener);
        }
      },
    },
    close: () => Promise.resolve(),
  };
};

export const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
};

export async function* toBody(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');

export interface MemoryArtifacts extends ArtifactStore {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Files in a map. It checks nothing: what reaches it was let through by the services. */
export const createTestArtifacts = (): MemoryArtifacts => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    capabilities: { durable: false, ranges: true },
    list: async (folder) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const entries = new Map<string, ArtifactEntry>();
      for (const [path, bytes] of files) {
        if (!path.startsWith(prefix)) continue;
        const [name = '', ...rest] = path.slice(prefix.length).split('/');
        entries.set(
          name,
          rest.length > 0
            ? { path: prefix + name, isDirectory: true }
            : { path: prefix + name, isDirectory: false, size: bytes.length },
        );
      }
      return [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    read: async (path, range) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new MillraceError('RESOURCE_DOES_NOT_EXIST', 'No such artifact');
      const { start = 0, end = bytes.length } = range ?? {};
      return {
        size: bytes.length,
        start,
        end,
        body: toBody(Buffer.from(bytes.slice(start, end)).toString()),
      };
    },
    write: async (path, body) => {
      const bytes = Uint8Array.from(Buffer.from(await bytesOf(body)));
      files.set(path, bytes);
      return { size: bytes.length, sha256: await sha256(bytes) };
    },
    remove: async (path) => {
      for (const known of Array.from(files.keys())) {
        if (known === path || known.startsWith(`${path}/`)) files.delete(known);
      }
    },
  };
};
