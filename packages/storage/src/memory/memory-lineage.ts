import type { DatasetSummary, LineageStore, RunLineage } from '@millrace/spec';
import { expectRun, type MemoryLineage, type MemoryState } from './state.ts';
import { compareText } from './text-order.ts';

const toLineage = ({ datasets, inputModels, outputModels }: MemoryLineage): RunLineage => ({
  datasets: [...datasets.values()],
  inputModels: [...inputModels.keys()],
  outputModels: [...outputModels].map(([modelId, step]) => ({ modelId, step })),
});

const isEmpty = ({ datasets, inputModels, outputModels }: MemoryLineage): boolean =>
  datasets.size + inputModels.size + outputModels.size === 0;

export const contextOf = (tags: readonly { key: string; value: string }[]): string | undefined =>
  tags.find(({ key }) => key === 'mlflow.data.context')?.value;

const compareSummaries = (left: DatasetSummary, right: DatasetSummary): number =>
  Number(left.experimentId) - Number(right.experimentId) ||
  compareText(left.name, right.name) ||
  compareText(left.digest, right.digest) ||
  Number(left.context !== undefined) - Number(right.context !== undefined) ||
  compareText(left.context ?? '', right.context ?? '');

export const createMemoryLineage = (state: MemoryState): LineageStore => {
  const { lineage, datasets, runs, journal, changes } = state;

  const open = (runId: string): MemoryLineage => {
    const { experimentId } = expectRun(state, runId).info;
    changes.note({ experimentId, runId, metrics: false, metadata: true });
    const known = lineage.get(runId);
    if (known !== undefined) return known;
    const created = { datasets: new Map(), inputModels: new Map(), outputModels: new Map() };
    journal.set(lineage, runId, created);
    return created;
  };

  return {
    readLineage: (runIds) =>
      new Map(
        runIds.flatMap((runId) => {
          const found = lineage.get(runId);
          return found === undefined || isEmpty(found) ? [] : [[runId, toLineage(found)] as const];
        }),
      ),

    searchDatasets(experimentIds, limit) {
      const found = new Map<string, DatasetSummary>();
      for (const [runId, inputs] of lineage) {
        const experimentId = runs.get(runId)?.info.experimentId ?? '';
        if (!experimentIds.includes(experimentId)) continue;
        for (const { dataset, tags } of inputs.datasets.values()) {
          const context = contextOf(tags);
          const { name, digest } = dataset;
          const summary = { experimentId, name, digest, ...(context === undefined ? {} : { context }) };
          found.set(JSON.stringify(summary), summary);
        }
      }
      return [...found.values()].sort(compareSummaries).slice(0, limit);
    },

    addDatasets(runId, inputs) {
      const run = open(runId);
      const { experimentId } = expectRun(state, runId).info;
      for (const { dataset, tags } of inputs) {
        const key = JSON.stringify([experimentId, dataset.name, dataset.digest]);
        if (!datasets.has(key)) journal.set(datasets, key, dataset);
        if (run.datasets.has(key)) continue;
        const unique = new Map(tags.map((tag) => [tag.key, tag]));
        const sorted = [...unique.values()].sort((left, right) => compareText(left.key, right.key));
        journal.set(run.datasets, key, { dataset: datasets.get(key) ?? dataset, tags: sorted });
      }
    },

    addInputModels(runId, modelIds) {
      const run = open(runId);
      for (const modelId of modelIds) journal.set(run.inputModels, modelId, true);
    },

    addOutputModels(runId, outputs) {
      const run = open(runId);
      for (const { modelId, step } of outputs) {
        if (!run.outputModels.has(modelId)) journal.set(run.outputModels, modelId, step);
      }
    },
  };
};
