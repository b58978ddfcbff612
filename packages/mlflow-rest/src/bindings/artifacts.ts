import type { Input } from '@millrace/protocol';
import { type ArtifactEntry, MillraceError } from '@millrace/spec';
import { type ByteCall, empty, json, type RestTable } from '../binding.ts';
import { filled } from '../codecs/filled.ts';
import { requiredVersion } from '../codecs/model.ts';
import { artifactAnswer } from '../http/artifact-answer.ts';
import { parseByteRange } from '../http/byte-range.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { decodePart, decodePath, parseQuery, refuseHiddenClimb } from '../http/target.ts';
import { MessageReader } from '../proto-json/message-reader.ts';
import { directUploads, presignedDownloads } from './direct-artifacts.ts';

type Target = Input<'artifacts.read'>['target'];

/** MLflow's limit for files that its UI uploads; the artifact routes take any size. */
const UPLOAD_LIMIT = 10 * 1024 * 1024;

const PROXY = '/mlflow-artifacts/artifacts';

const at = (parameter: string): Target => {
  const location = refuseHiddenClimb(decodePath(parameter));
  if (location === '')
    throw new MillraceError('INVALID_PARAMETER_VALUE', 'Invalid path: it names no artifact');
  return { location };
};

const pathOf = (target: Target): string => ('location' in target ? target.location : target.path);

const encodeEntry = ({ path, isDirectory, size }: ArtifactEntry): object => ({
  path,
  is_dir: isDirectory,
  file_size: size,
});

const sendArtifact = async (call: ByteCall, target: Target): Promise<HttpAnswer> => {
  const range = parseByteRange(call.request.header('range'));
  const content = await call.services['artifacts.read']({ target, range }, call.context);
  return artifactAnswer(content, { path: pathOf(target), ranged: range !== undefined });
};

const runTarget = (message: MessageReader): Target => {
  const runId = message.requiredRunId();
  return { runId, path: refuseHiddenClimb(message.requiredString('path')) };
};

const modelTarget = (call: ByteCall): Target => {
  const path = new MessageReader(parseQuery(call.query, [])).string('artifact_file_path');
  if (!path) {
    throw new MillraceError('BAD_REQUEST', 'Request must include the "artifact_file_path" query parameter.');
  }
  return { modelId: decodePart(call.parameter), path: refuseHiddenClimb(path) };
};

const versionTarget = (message: MessageReader): Target => ({
  modelName: message.requiredString('name'),
  version: requiredVersion(message),
  path: refuseHiddenClimb(message.requiredString('path')),
});

const uploadTarget = (message: MessageReader): Target => {
  const given = { run_uuid: message.string('run_uuid'), path: message.string('path') };
  for (const [name, value] of Object.entries(given)) {
    if (!value) throw new MillraceError('INVALID_PARAMETER_VALUE', `Request must specify ${name}.`);
  }
  return { runId: given.run_uuid ?? '', path: refuseHiddenClimb(given.path ?? '') };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export const artifactBindings = {
  'artifacts.list': [
    json('get', '/mlflow/artifacts/list', {
      decode: (message) => ({
        target: { runId: message.requiredRunId(), path: refuseHiddenClimb(message.string('path') ?? '') },
      }),
      encode: ({ rootUri, files }) => ({ root_uri: rootUri, files: filled(files.map(encodeEntry)) }),
    }),
    json('get', PROXY, {
      decode: (message) => ({ target: { location: refuseHiddenClimb(message.string('path') ?? '') } }),
      encode: ({ files }) => ({ files: filled(files.map(encodeEntry)) }),
    }),
    json('get', '/mlflow/logged-models/{}/artifacts/directories', {
      decode: (message, parameter) => ({
        target: {
          modelId: decodePart(parameter),
          path: refuseHiddenClimb(message.string('artifact_directory_path') ?? ''),
        },
      }),
      encode: ({ rootUri, files }) => ({ root_uri: rootUri, files: filled(files.map(encodeEntry)) }),
    }),
  ],
  'artifacts.read': [
    {
      kind: 'bytes',
      methods: ['GET'],
      at: 'root',
      path: '/get-artifact',
      answer: (call) => sendArtifact(call, runTarget(new MessageReader(parseQuery(call.query, [])))),
    },
    {
      kind: 'bytes',
      methods: ['GET'],
      at: 'root',
      path: '/model-versions/get-artifact',
      answer: (call) => sendArtifact(call, versionTarget(new MessageReader(parseQuery(call.query, [])))),
    },
    {
      kind: 'bytes',
      methods: ['GET'],
      at: 'api',
      path: `${PROXY}/*`,
      answer: (call) => sendArtifact(call, at(call.parameter)),
    },
    {
      kind: 'bytes',
      methods: ['GET'],
      at: 'ajax',
      path: '/mlflow/logged-models/{}/artifacts/files',
      answer: (call) => sendArtifact(call, modelTarget(call)),
    },
    ...presignedDownloads,
  ],
  'artifacts.write': [
    {
      kind: 'bytes',
      methods: ['PUT'],
      at: 'api',
      path: `${PROXY}/*`,
      answer: async (call) => {
        const target = at(call.parameter);
        await call.services['artifacts.write']({ target, body: call.request.stream() }, call.context);
        return { status: 200, headers: {} };
      },
    },
    {
      kind: 'bytes',
      methods: ['POST'],
      at: 'ajax',
      path: '/mlflow/upload-artifact',
      answer: async (call) => {
        const target = uploadTarget(new MessageReader(parseQuery(call.query, [])));
        const bytes = await call.request.bytes(UPLOAD_LIMIT);
        if (bytes.length === 0) {
          throw new MillraceError('INVALID_PARAMETER_VALUE', 'Request must specify data.');
        }
        await call.services['artifacts.write']({ target, body: once(bytes) }, call.context);
        return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
      },
    },
    ...directUploads,
  ],
  'artifacts.delete': [
    {
      kind: 'json',
      methods: ['DELETE'],
      at: 'api',
      path: `${PROXY}/*`,
      decode: (_message, parameter) => ({ target: at(parameter) }),
      encode: empty,
    },
  ],
} satisfies Partial<RestTable>;
