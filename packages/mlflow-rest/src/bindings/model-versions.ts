import { empty, json, type RestTable } from '../binding.ts';
import { decodeEntries } from '../codecs/entry.ts';
import { filled } from '../codecs/filled.ts';
import { decodeSearchPage } from '../codecs/search-page.ts';
import { encodeModelVersion, requiredVersion } from '../codecs/model.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const DEFAULT_PAGE = 200_000;

const decodeVersion = (message: MessageReader) => ({
  name: message.requiredString('name'),
  version: requiredVersion(message),
});

/** In the order MLflow asks for them: the version first. */
const decodeKey = (message: MessageReader) => ({
  ...decodeVersion(message),
  key: message.requiredString('key'),
});

const encodeVersion = (version: Parameters<typeof encodeModelVersion>[0]): object => ({
  model_version: encodeModelVersion(version),
});

export const modelVersionBindings = {
  'modelVersions.create': [
    json('post', '/mlflow/model-versions/create', {
      decode: (message) => ({
        name: message.requiredString('name'),
        source: message.requiredString('source'),
        runId: message.string('run_id'),
        modelId: message.string('model_id'),
        runLink: message.string('run_link') ?? '',
        description: message.string('description') ?? '',
        tags: decodeEntries(message, 'tags'),
      }),
      encode: encodeVersion,
    }),
  ],
  'modelVersions.update': [
    json('patch', '/mlflow/model-versions/update', {
      decode: (message) => ({
        ...decodeVersion(message),
        description: message.string('description') ?? null,
      }),
      encode: encodeVersion,
    }),
  ],
  'modelVersions.transitionStage': [
    json('post', '/mlflow/model-versions/transition-stage', {
      decode: (message) => ({
        ...decodeVersion(message),
        stage: message.requiredString('stage'),
        archiveExistingVersions: message.boolean('archive_existing_versions') ?? false,
      }),
      encode: encodeVersion,
    }),
  ],
  'modelVersions.delete': [
    json('delete', '/mlflow/model-versions/delete', { decode: decodeVersion, encode: empty }),
  ],
  'modelVersions.get': [
    json('get', '/mlflow/model-versions/get', { decode: decodeVersion, encode: encodeVersion }),
  ],
  'modelVersions.search': [
    json('get', '/mlflow/model-versions/search', {
      lists: ['order_by'],
      decode: (message) => decodeSearchPage(message, DEFAULT_PAGE),
      encode: ({ versions, nextPageToken }) => ({
        model_versions: filled(versions.map(encodeModelVersion)),
        next_page_token: nextPageToken,
      }),
    }),
  ],
  'modelVersions.downloadUri': [
    json('get', '/mlflow/model-versions/get-download-uri', {
      decode: decodeVersion,
      encode: ({ uri }) => ({ artifact_uri: uri }),
    }),
  ],
  'modelVersions.setTag': [
    json('post', '/mlflow/model-versions/set-tag', {
      decode: (message) => ({ ...decodeKey(message), value: message.string('value') ?? '' }),
      encode: empty,
    }),
  ],
  'modelVersions.deleteTag': [
    json('delete', '/mlflow/model-versions/delete-tag', { decode: decodeKey, encode: empty }),
  ],
  /** MLflow's clients copy by registering `models:/<name>/<version>`. */
  'modelVersions.copy': null,
  'registry.audit': null,
} satisfies Partial<RestTable>;
