import type { MetadataStore, Param, RunRecord } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { findRuns, selectRuns } from './search/run-search.ts';
import type { MemoryRun, MemoryState } from './state.ts';
import { expectRun } from './state.ts';
import { toEntries } from './to-entries.ts';

const toRecord = ({ info, params, tags }: MemoryRun): RunRecord => ({
  info,
  params: toEntries(params),
  tags: toEntries(tags),
});

const toMap = (entries: readonly Param[]): Map<string, string> =>
  new Map(entries.map(({ key, value }) => [key, value]));

type RunMethods = Pick<
  MetadataStore,
  | 'findRun'
  | 'readRuns'
  | 'searchRuns'
  | 'countRuns'
  | 'findParams'
  | 'findRunTags'
  | 'insertRun'
  | 'updateRun'
  | 'moveRuns'
  | 'insertParams'
  | 'putRunTags'
  | 'removeRunTag'
>;

export const createMemoryRuns = (state: MemoryState): RunMethods => {
  const { runs, journal, changes } = state;
  const touch = ({ experimentId, runId }: { experimentId: string; runId: string }): void =>
    changes.note({ experimentId, runId, metrics: false, metadata: true });

  return {
    findRun: (runId) => runs.get(runId)?.info,
    readRuns: (runIds) => runIds.flatMap((runId) => runs.get(runId) ?? []).map(toRecord),
    searchRuns: (query) => selectRuns(state, query).map(toRecord),
    countRuns: (query) => findRuns(state, query).length,

    findParams(runId, keys) {
      const params = runs.get(runId)?.params;
      return [...new Set(keys)].flatMap((key) => {
        const value = params?.get(key);
        return value === undefined ? [] : [{ key, value }];
      });
    },
    findRunTags: (runId) => toEntries(runs.get(runId)?.tags ?? new Map()),

    insertRun({ info, params, tags }) {
      if (!state.experiments.has(info.experimentId)) {
        throw new MillraceError(
          'RESOURCE_DOES_NOT_EXIST',
          `No experiment with id '${info.experimentId}' exists.`,
          { reason: 'storage/unknown-experiment' },
        );
      }
      journal.set(runs, info.runId, { info, params: toMap(params), tags: toMap(tags), series: new Map() });
      touch(info);
    },

    updateRun(runId, patch) {
      const run = expectRun(state, runId);
      const info = { ...run.info, ...patch };
      journal.set(runs, runId, { ...run, info });
      touch(info);
    },

    moveRuns(experimentId, lifecycleStage) {
      for (const run of runs.values()) {
        if (run.info.experimentId !== experimentId || run.info.lifecycleStage === lifecycleStage) continue;
        journal.set(runs, run.info.runId, { ...run, info: { ...run.info, lifecycleStage } });
        touch(run.info);
      }
    },

    insertParams(runId, params) {
      const run = expectRun(state, runId);
      for (const { key, value } of params) journal.set(run.params, key, value);
      if (params.length > 0) touch(run.info);
    },

    putRunTags(runId, tags) {
      const run = expectRun(state, runId);
      for (const { key, value } of tags) journal.set(run.tags, key, value);
      if (tags.length > 0) touch(run.info);
    },

    removeRunTag(runId, key) {
      const run = runs.get(runId);
      if (run === undefined || !journal.delete(run.tags, key)) return false;
      touch(run.info);
      return true;
    },
  };
};
