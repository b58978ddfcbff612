import type { Experiment, ExperimentActivity, MetadataStore, Periods, Tag } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { searchExperiments } from './search/experiment-search.ts';
import type { MemoryExperiment, MemoryState } from './state.ts';
import { toEntries } from './to-entries.ts';

const toExperiment = (experiment: MemoryExperiment): Experiment => ({
  ...experiment,
  tags: toEntries(experiment.tags),
});

const toMap = (tags: readonly Tag[]): Map<string, string> =>
  new Map(tags.map(({ key, value }) => [key, value]));

type ExperimentMethods = Pick<
  MetadataStore,
  | 'findExperiment'
  | 'findExperimentByName'
  | 'findExperimentByLocation'
  | 'searchExperiments'
  | 'readActivity'
  | 'insertExperiment'
  | 'updateExperiment'
  | 'putExperimentTag'
  | 'removeExperimentTag'
>;

export const createMemoryExperiments = (state: MemoryState): ExperimentMethods => {
  const { experiments, runs, journal, changes } = state;

  const expect = (experimentId: string): MemoryExperiment => {
    const found = experiments.get(experimentId);
    if (found !== undefined) return found;
    throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No experiment with id '${experimentId}' exists.`, {
      reason: 'storage/unknown-experiment',
    });
  };

  const findWhere = (matches: (experiment: MemoryExperiment) => boolean): Experiment | undefined => {
    for (const experiment of experiments.values()) {
      if (matches(experiment)) return toExperiment(experiment);
    }
    return undefined;
  };

  const touch = (experimentId: string): void =>
    changes.note({ experimentId, metrics: false, metadata: true });

  const activityOf = (experimentId: string, { start, length, count }: Periods): ExperimentActivity => {
    const started = Array.from({ length: count }, () => 0);
    let total = 0;
    let running = 0;
    let lastActive: number | null = null;
    for (const { info } of runs.values()) {
      if (info.experimentId !== experimentId || info.lifecycleStage !== 'active') continue;
      total += 1;
      if (info.status === 'RUNNING') running += 1;
      lastActive = Math.max(lastActive ?? info.startTime, info.startTime);
      const period = Math.floor((info.startTime - start) / length);
      if (period >= 0 && period < count) started[period] = (started[period] ?? 0) + 1;
    }
    return { experimentId, runs: total, running, lastActive, started };
  };

  return {
    findExperiment(experimentId) {
      const found = experiments.get(experimentId);
      return found === undefined ? undefined : toExperiment(found);
    },
    findExperimentByName: (name) => findWhere((experiment) => experiment.name === name),
    findExperimentByLocation: (location) =>
      findWhere((experiment) => experiment.artifactLocation === location),
    searchExperiments: (query) => searchExperiments(state, query).map(toExperiment),
    readActivity: (experimentIds, periods) =>
      experimentIds.filter((id) => experiments.has(id)).map((id) => activityOf(id, periods)),

    insertExperiment(experiment) {
      const number = state.nextExperiment;
      state.nextExperiment += 1;
      journal.record(() => {
        state.nextExperiment = number;
      });
      const experimentId = String(number);
      journal.set(experiments, experimentId, { ...experiment, experimentId, tags: toMap(experiment.tags) });
      touch(experimentId);
      return { ...experiment, experimentId };
    },

    updateExperiment(experimentId, patch) {
      journal.set(experiments, experimentId, { ...expect(experimentId), ...patch });
      touch(experimentId);
    },

    putExperimentTag(experimentId, { key, value }) {
      journal.set(expect(experimentId).tags, key, value);
      touch(experimentId);
    },

    removeExperimentTag(experimentId, key) {
      const removed = journal.delete(experiments.get(experimentId)?.tags ?? new Map<string, string>(), key);
      if (removed) touch(experimentId);
      return removed;
    },
  };
};
