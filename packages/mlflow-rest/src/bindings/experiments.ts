import { empty, json, type RestTable } from '../binding.ts';
import { decodeEntries } from '../codecs/entry.ts';
import { VIEW_TYPES } from '../codecs/enums.ts';
import { encodeExperiment } from '../codecs/experiment.ts';
import { filled } from '../codecs/filled.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const decodeId = (message: MessageReader) => ({ experimentId: message.requiredIdOrInteger('experiment_id') });

export const experimentBindings = {
  'experiments.create': [
    json('post', '/mlflow/experiments/create', {
      decode: (message) => ({
        name: message.requiredString('name'),
        artifactLocation: message.string('artifact_location') || undefined,
        tags: decodeEntries(message, 'tags'),
      }),
      encode: ({ experimentId }) => ({ experiment_id: experimentId }),
    }),
  ],
  'experiments.get': [
    json('get', '/mlflow/experiments/get', {
      decode: decodeId,
      encode: (experiment) => ({ experiment: encodeExperiment(experiment) }),
    }),
  ],
  'experiments.getByName': [
    json('get', '/mlflow/experiments/get-by-name', {
      decode: (message) => ({ name: message.requiredString('experiment_name') }),
      encode: (experiment) => ({ experiment: encodeExperiment(experiment) }),
    }),
  ],
  'experiments.search': [
    json('getOrPost', '/mlflow/experiments/search', {
      lists: ['order_by'],
      decode: (message) => ({
        filter: message.string('filter'),
        orderBy: message.strings('order_by'),
        maxResults: message.integer('max_results') ?? 0,
        pageToken: message.string('page_token') || undefined,
        viewType: message.choice('view_type', VIEW_TYPES) ?? 'ACTIVE_ONLY',
      }),
      encode: ({ experiments, nextPageToken }) => ({
        experiments: filled(experiments.map(encodeExperiment)),
        next_page_token: nextPageToken,
      }),
    }),
  ],
  'experiments.activity': null,
  'experiments.rename': [
    json('post', '/mlflow/experiments/update', {
      decode: (message) => ({ ...decodeId(message), name: message.requiredString('new_name') }),
      encode: empty,
    }),
  ],
  'experiments.delete': [json('post', '/mlflow/experiments/delete', { decode: decodeId, encode: empty })],
  'experiments.restore': [json('post', '/mlflow/experiments/restore', { decode: decodeId, encode: empty })],
  'experiments.setTag': [
    json('post', '/mlflow/experiments/set-experiment-tag', {
      decode: (message) => ({
        ...decodeId(message),
        key: message.requiredString('key'),
        value: message.string('value') ?? '',
      }),
      encode: empty,
    }),
  ],
  'experiments.deleteTag': [
    json('post', '/mlflow/experiments/delete-experiment-tag', {
      decode: (message) => ({ ...decodeId(message), key: message.requiredString('key') }),
      encode: empty,
    }),
  ],
} satisfies Partial<RestTable>;
