import { MillraceError } from '@millrace/spec';
import { empty, json, type RestTable } from '../binding.ts';
import { decodeEntries } from '../codecs/entry.ts';
import { filled } from '../codecs/filled.ts';
import { decodeStatus, encodeLoggedModel, MODEL_STATUSES } from '../codecs/logged-model.ts';
import { decodePart } from '../http/target.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const MODELS = '/mlflow/logged-models';
const MODEL = `${MODELS}/{}`;
const DEFAULT_PAGE = 50;

const modelIdOf = (_message: MessageReader, parameter: string) => ({ modelId: decodePart(parameter) });

const decodeDataset = (item: MessageReader) => {
  const name = item.string('dataset_name') ?? '';
  const digest = item.string('dataset_digest');
  if (name === '') {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      '`dataset_name` in the `datasets` clause must be specified.',
    );
  }
  return digest ? { name, digest } : { name };
};

const decodeOrder = (item: MessageReader) => {
  const datasetName = item.string('dataset_name');
  const datasetDigest = item.string('dataset_digest');
  return {
    field: item.string('field_name') ?? '',
    ascending: item.boolean('ascending') ?? true,
    ...(datasetName ? { datasetName } : {}),
    ...(datasetDigest ? { datasetDigest } : {}),
  };
};

const decodeExperiments = (message: MessageReader): string[] => {
  const ids = message.idsOrIntegers('experiment_ids');
  if (ids.length === 0) throw message.missing('experiment_ids');
  return ids;
};

export const loggedModelBindings = {
  'loggedModels.create': [
    json('post', MODELS, {
      decode: (message) => ({
        experimentId: message.requiredIdOrInteger('experiment_id'),
        name: message.string('name') || undefined,
        modelType: message.string('model_type') ?? '',
        sourceRunId: message.string('source_run_id') ?? '',
        params: decodeEntries(message, 'params'),
        tags: decodeEntries(message, 'tags'),
      }),
      encode: (model) => ({ model: encodeLoggedModel(model) }),
    }),
  ],
  'loggedModels.get': [
    json('get', MODEL, {
      decode: (message, parameter) => ({
        ...modelIdOf(message, parameter),
        allowDeleted: message.string('allow_deleted')?.toLowerCase() === 'true',
      }),
      encode: (model) => ({ model: encodeLoggedModel(model) }),
    }),
  ],
  'loggedModels.finalize': [
    json('patch', MODEL, {
      decode: (message, parameter) => {
        const status = message.choice('status', MODEL_STATUSES);
        if (status === undefined) throw message.missing('status');
        return { ...modelIdOf(message, parameter), status: decodeStatus(status) };
      },
      encode: (model) => ({ model: encodeLoggedModel(model) }),
    }),
  ],
  'loggedModels.delete': [json('delete', MODEL, { decode: modelIdOf, encode: empty })],
  'loggedModels.search': [
    json('post', `${MODELS}/search`, {
      decode: (message) => ({
        experimentIds: decodeExperiments(message),
        filter: message.string('filter') || undefined,
        datasets: message.messages('datasets', decodeDataset),
        orderBy: message.messages('order_by', decodeOrder),
        maxResults: message.integer('max_results') || DEFAULT_PAGE,
        pageToken: message.string('page_token') || undefined,
      }),
      encode: ({ models, nextPageToken }) => ({
        models: filled(models.map(encodeLoggedModel)),
        next_page_token: nextPageToken,
      }),
    }),
  ],
  'loggedModels.setTags': [
    json('patch', `${MODEL}/tags`, {
      decode: (message, parameter) => ({
        ...modelIdOf(message, parameter),
        tags: decodeEntries(message, 'tags'),
      }),
      encode: empty,
    }),
  ],
  'loggedModels.deleteTag': [
    json('delete', `${MODEL}/tags/{}`, {
      decode: (_message, parameter) => {
        const [modelId = '', key = ''] = parameter.split('/').map(decodePart);
        return { modelId, key };
      },
      encode: empty,
    }),
  ],
  'loggedModels.logParams': [
    json('post', `${MODEL}/params`, {
      decode: (message, parameter) => ({
        ...modelIdOf(message, parameter),
        params: decodeEntries(message, 'params'),
      }),
      encode: empty,
    }),
  ],
} satisfies Partial<RestTable>;
