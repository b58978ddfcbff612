import { empty, json, type RestTable } from '../binding.ts';
import { filled } from '../codecs/filled.ts';
import { decodeDatasetInput } from '../codecs/lineage.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const decodeModelId = (item: MessageReader): string => item.requiredString('model_id');

export const lineageBindings = {
  'runs.logInputs': [
    json('post', '/mlflow/runs/log-inputs', {
      decode: (message) => ({
        runId: message.requiredRunId(),
        datasets: message.messages('datasets', decodeDatasetInput),
        modelIds: message.messages('models', decodeModelId),
      }),
      encode: empty,
    }),
  ],
  'runs.logOutputs': [
    json('post', '/mlflow/runs/outputs', {
      decode: (message) => {
        const runId = message.requiredRunId();
        const models = message.messages('models', (item) => ({
          modelId: decodeModelId(item),
          step: item.integer('step') ?? 0,
        }));
        if (models.length === 0) throw message.missing('models');
        return { runId, models };
      },
      encode: empty,
    }),
  ],
  'runs.logModel': [
    json('post', '/mlflow/runs/log-model', {
      decode: (message) => ({
        runId: message.requiredRunId(),
        model: message.requiredString('model_json'),
      }),
      encode: empty,
    }),
  ],
  /** MLflow's own path lacks a slash; only this one, of its UI, works. */
  'datasets.search': [
    {
      kind: 'json',
      methods: ['POST'],
      at: 'ajax',
      path: '/mlflow/experiments/search-datasets',
      decode: (message) => ({ experimentIds: message.idsOrIntegers('experiment_ids') }),
      encode: ({ datasets }) => ({
        dataset_summaries: filled(
          datasets.map(({ experimentId, name, digest, context }) => ({
            experiment_id: experimentId,
            name,
            digest,
            context,
          })),
        ),
      }),
    },
  ],
} satisfies Partial<RestTable>;
