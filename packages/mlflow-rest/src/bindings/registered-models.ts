import { empty, json, type RestTable } from '../binding.ts';
import { decodeEntries } from '../codecs/entry.ts';
import { filled } from '../codecs/filled.ts';
import { decodeSearchPage } from '../codecs/search-page.ts';
import { encodeModelVersion, encodeRegisteredModel, requiredVersion } from '../codecs/model.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const DEFAULT_PAGE = 100;

const decodeName = (message: MessageReader) => ({ name: message.requiredString('name') });

/** In the order MLflow asks for them: the model first. */
const decodeKey = (message: MessageReader) => ({
  ...decodeName(message),
  key: message.requiredString('key'),
});

const decodeAlias = (message: MessageReader) => ({
  ...decodeName(message),
  alias: message.requiredString('alias'),
});

const encodeModel = (model: Parameters<typeof encodeRegisteredModel>[0]): object => ({
  registered_model: encodeRegisteredModel(model),
});

export const registeredModelBindings = {
  'registeredModels.create': [
    json('post', '/mlflow/registered-models/create', {
      decode: (message) => ({
        ...decodeName(message),
        description: message.string('description') || null,
        tags: decodeEntries(message, 'tags'),
      }),
      encode: encodeModel,
    }),
  ],
  'registeredModels.rename': [
    json('post', '/mlflow/registered-models/rename', {
      decode: (message) => ({ ...decodeName(message), newName: message.requiredString('new_name') }),
      encode: encodeModel,
    }),
  ],
  'registeredModels.update': [
    json('patch', '/mlflow/registered-models/update', {
      decode: (message) => ({
        ...decodeName(message),
        description: message.string('description') || null,
      }),
      encode: encodeModel,
    }),
  ],
  'registeredModels.delete': [
    json('delete', '/mlflow/registered-models/delete', { decode: decodeName, encode: empty }),
  ],
  'registeredModels.get': [
    json('get', '/mlflow/registered-models/get', { decode: decodeName, encode: encodeModel }),
  ],
  'registeredModels.search': [
    json('get', '/mlflow/registered-models/search', {
      lists: ['order_by'],
      decode: (message) => decodeSearchPage(message, DEFAULT_PAGE),
      encode: ({ models, nextPageToken }) => ({
        registered_models: filled(models.map(encodeRegisteredModel)),
        next_page_token: nextPageToken,
      }),
    }),
  ],
  'registeredModels.latestVersions': [
    json('getOrPost', '/mlflow/registered-models/get-latest-versions', {
      lists: ['stages'],
      decode: (message) => ({ ...decodeName(message), stages: message.strings('stages') }),
      encode: ({ versions }) => ({ model_versions: filled(versions.map(encodeModelVersion)) }),
    }),
  ],
  'registeredModels.setTag': [
    json('post', '/mlflow/registered-models/set-tag', {
      decode: (message) => ({ ...decodeKey(message), value: message.string('value') ?? '' }),
      encode: empty,
    }),
  ],
  'registeredModels.deleteTag': [
    json('delete', '/mlflow/registered-models/delete-tag', { decode: decodeKey, encode: empty }),
  ],
  'registeredModels.setAlias': [
    json('post', '/mlflow/registered-models/alias', {
      decode: (message) => ({ ...decodeAlias(message), version: requiredVersion(message) }),
      encode: empty,
    }),
  ],
  'registeredModels.deleteAlias': [
    json('delete', '/mlflow/registered-models/alias', { decode: decodeAlias, encode: empty }),
  ],
  'registeredModels.getByAlias': [
    json('get', '/mlflow/registered-models/alias', {
      decode: decodeAlias,
      encode: (version) => ({ model_version: encodeModelVersion(version) }),
    }),
  ],
} satisfies Partial<RestTable>;
