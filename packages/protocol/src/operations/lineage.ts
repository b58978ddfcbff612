import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty } from '../schemas/common.ts';
import { DatasetInput, DatasetSummary } from '../schemas/dataset.ts';
import { ModelOutput } from '../schemas/run.ts';

export const lineageOperations = {
  /** What a run reads. What it has already stays as it is. */
  'runs.logInputs': operation('mutation', 'run:edit', {
    input: z.strictObject({
      runId: z.string(),
      datasets: z.array(DatasetInput).readonly().default([]),
      modelIds: z.array(z.string()).readonly().default([]),
    }),
    output: Empty,
  }),
  /** Logged models that a run made. */
  'runs.logOutputs': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), models: z.array(ModelOutput).readonly() }),
    output: Empty,
  }),
  /** Adds to the history of models in the run's tags: how clients before MLflow 3 log a model. `model` is JSON text. */
  'runs.logModel': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), model: z.string() }),
    output: Empty,
  }),
  /** The datasets that runs of these experiments read; at most 1,000. */
  'datasets.search': operation('query', 'experiment:read', {
    input: z.strictObject({ experimentIds: z.array(z.string()).readonly() }),
    output: z.strictObject({ datasets: z.array(DatasetSummary).readonly() }),
  }),
} as const;
