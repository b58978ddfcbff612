import type { LoggedModel, LoggedModelStore, ModelMetric } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { selectLoggedModels } from './search/logged-model-search.ts';
import { expectRun, type MemoryLoggedModel, type MemoryState } from './state.ts';
import { toEntries } from './to-entries.ts';

const toModel = ({ info, params, tags, metrics }: MemoryLoggedModel): LoggedModel => ({
  info,
  params: toEntries(params),
  tags: toEntries(tags),
  metrics: [...metrics],
});

const isSamePoint = (left: ModelMetric, right: ModelMetric): boolean =>
  left.key === right.key &&
  left.timestamp === right.timestamp &&
  left.step === right.step &&
  // Adding zero makes the two zeros one; NaN is itself.
  Object.is(left.value + 0, right.value + 0) &&
  left.runId === right.runId &&
  left.datasetName === right.datasetName &&
  left.datasetDigest === right.datasetDigest;

export const createMemoryLoggedModels = (state: MemoryState): LoggedModelStore => {
  const { loggedModels, journal, changes } = state;

  const expect = (modelId: string): MemoryLoggedModel => {
    const model = loggedModels.get(modelId);
    if (model !== undefined) return model;
    throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No logged model with id '${modelId}' exists.`, {
      reason: 'storage/unknown-logged-model',
    });
  };

  const touch = (experimentId: string): void =>
    changes.note({ experimentId, metrics: false, metadata: true });

  const append = ({ metrics }: MemoryLoggedModel, point: ModelMetric): void => {
    expectRun(state, point.runId);
    if (metrics.some((known) => isSamePoint(known, point))) return;
    metrics.push(point);
    journal.record(() => metrics.pop());
  };

  return {
    findLoggedModel: (modelId) => loggedModels.get(modelId)?.info,
    readLoggedModels: (modelIds) =>
      modelIds.flatMap((modelId) => loggedModels.get(modelId) ?? []).map(toModel),
    searchLoggedModels: (query) => selectLoggedModels(state, query).map(toModel),
    findLoggedModelParams: (modelId, keys) =>
      toEntries(loggedModels.get(modelId)?.params ?? new Map()).filter(({ key }) => keys.includes(key)),

    insertLoggedModel({ info, params, tags }) {
      if (!state.experiments.has(info.experimentId)) {
        throw new MillraceError(
          'RESOURCE_DOES_NOT_EXIST',
          `No experiment with id '${info.experimentId}' exists.`,
          { reason: 'storage/unknown-experiment' },
        );
      }
      journal.set(loggedModels, info.modelId, {
        info,
        params: new Map(params.map(({ key, value }) => [key, value])),
        tags: new Map(tags.map(({ key, value }) => [key, value])),
        metrics: [],
      });
      touch(info.experimentId);
    },

    updateLoggedModel(modelId, patch) {
      const model = expect(modelId);
      journal.set(loggedModels, modelId, { ...model, info: { ...model.info, ...patch } });
      touch(model.info.experimentId);
    },

    insertLoggedModelParams(modelId, params) {
      const model = expect(modelId);
      for (const { key, value } of params) journal.set(model.params, key, value);
      touch(model.info.experimentId);
    },

    putLoggedModelTags(modelId, tags) {
      const model = expect(modelId);
      for (const { key, value } of tags) journal.set(model.tags, key, value);
      touch(model.info.experimentId);
    },

    removeLoggedModelTag(modelId, key) {
      const model = loggedModels.get(modelId);
      if (model === undefined || !journal.delete(model.tags, key)) return false;
      touch(model.info.experimentId);
      return true;
    },

    appendModelMetrics(modelId, points) {
      const model = expect(modelId);
      for (const point of points) append(model, point);
      touch(model.info.experimentId);
    },
  };
};
