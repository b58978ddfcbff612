import type { DatasetInput, RunLineage } from '@millrace/spec';
import type { MessageReader } from '../proto-json/message-reader.ts';
import { decodeEntries } from './entry.ts';
import { filled } from './filled.ts';

export const decodeDatasetInput = (item: MessageReader): DatasetInput => ({
  dataset: item.requiredMessage('dataset', (dataset) => {
    const schema = dataset.string('schema');
    const profile = dataset.string('profile');
    return {
      name: dataset.requiredString('name'),
      digest: dataset.requiredString('digest'),
      sourceType: dataset.requiredString('source_type'),
      source: dataset.requiredString('source'),
      ...(schema === undefined ? {} : { schema }),
      ...(profile === undefined ? {} : { profile }),
    };
  }),
  tags: decodeEntries(item, 'tags'),
});

const encodeDatasetInput = ({ dataset, tags }: DatasetInput): object => ({
  tags: filled(tags),
  dataset: {
    name: dataset.name,
    digest: dataset.digest,
    source_type: dataset.sourceType,
    source: dataset.source,
    schema: dataset.schema,
    profile: dataset.profile,
  },
});

export const encodeInputs = (lineage: RunLineage | undefined): object =>
  lineage === undefined
    ? {}
    : {
        dataset_inputs: filled(lineage.datasets.map(encodeDatasetInput)),
        model_inputs: filled(lineage.inputModels.map((modelId) => ({ model_id: modelId }))),
      };

export const encodeOutputs = (lineage: RunLineage | undefined): object =>
  lineage === undefined
    ? {}
    : {
        model_outputs: filled(lineage.outputModels.map(({ modelId, step }) => ({ model_id: modelId, step }))),
      };
