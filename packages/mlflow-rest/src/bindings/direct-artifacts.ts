import { MillraceError } from '@millrace/spec';
import type { ByteBinding, ByteCall } from '../binding.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { decodePath, refuseHiddenClimb } from '../http/target.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';
import { readMessage } from '../proto-json/read-message.ts';

/*
 * Ways past the server, straight to a cloud's storage. This server keeps its artifacts itself, as MLflow does with a
 * local folder, and answers as that: what is asked for is checked, then refused.
 */

const LONGEST_SECONDS = 604_800;

const invalid = (message: string): MillraceError => new MillraceError('INVALID_PARAMETER_VALUE', message);

const notProxied = (what: string, advice: string): MillraceError =>
  invalid(
    `Presigned ${what} (artifact URI scheme: mlflow-artifacts). This endpoint requires ${advice} artifact URI.`,
  );

const unsupported = (what: 'upload' | 'download'): MillraceError =>
  new MillraceError(
    'NOT_IMPLEMENTED',
    `Multipart ${what} is not supported for the current artifact repository`,
    { reason: 'rest/no-multipart' },
  );

const pathOf = (message: MessageReader): string => {
  const path = refuseHiddenClimb(message.requiredString('path'));
  if (path.startsWith('/')) throw invalid('Invalid path: it must stay below its root');
  return path;
};

const refusePresignedUpload = async ({
  request,
  query,
  services,
  context,
}: ByteCall): Promise<HttpAnswer> => {
  const message = await readMessage(request, query, []);
  const runId = message.string('run_id') ?? '';
  const modelId = message.string('model_id') ?? '';
  message.integer('expiration');
  message.requiredString('path');
  if ((runId === '') === (modelId === '')) {
    throw invalid('Exactly one of run_id and model_id must be provided.');
  }
  pathOf(message);
  if (runId === '') await services['loggedModels.get']({ modelId, allowDeleted: false }, context);
  else await services['runs.get']({ runId }, context);
  throw notProxied('upload is not supported for proxied artifact storage', 'a direct cloud storage');
};

const refusePresignedDownload = async ({
  request,
  query,
  services,
  context,
}: ByteCall): Promise<HttpAnswer> => {
  const message = await readMessage(request, query, []);
  const runId = message.requiredRunId();
  pathOf(message);
  const expiration = message.integer('expiration') ?? 1;
  if (expiration < 1 || expiration > LONGEST_SECONDS) {
    throw invalid(`expiration must be between 1 and ${LONGEST_SECONDS} seconds (got ${expiration}).`);
  }
  await services['runs.get']({ runId }, context);
  throw notProxied(
    'download is not supported for runs with proxied artifact storage',
    'a run with a direct cloud storage',
  );
};

/** The fields each step of a multipart upload needs besides the path. */
const refuseMultipart =
  (check: (message: MessageReader) => void): ByteBinding['answer'] =>
  async ({ request, query, parameter }) => {
    refuseHiddenClimb(decodePath(parameter));
    const message = await readMessage(request, query, []);
    message.requiredString('path');
    check(message);
    throw unsupported('upload');
  };

const multipart = (step: string, check: (message: MessageReader) => void): ByteBinding => ({
  kind: 'bytes',
  methods: ['POST'],
  at: 'api',
  path: `/mlflow-artifacts/mpu/${step}/*`,
  answer: refuseMultipart(check),
});

export const directUploads: readonly ByteBinding[] = [
  multipart('create', (message) => message.integer('num_parts')),
  multipart('complete', (message) => {
    if (message.messages('parts', () => true).length === 0) throw message.missing('parts');
  }),
  multipart('abort', (message) => message.string('upload_id')),
  {
    kind: 'bytes',
    methods: ['POST'],
    at: 'api',
    path: '/mlflow/artifacts/presigned-upload-url',
    answer: refusePresignedUpload,
  },
];

export const presignedDownloads: readonly ByteBinding[] = [
  {
    kind: 'bytes',
    methods: ['POST'],
    at: 'api',
    path: '/mlflow/artifacts/presigned-download-url',
    answer: refusePresignedDownload,
  },
  {
    kind: 'bytes',
    methods: ['GET'],
    at: 'api',
    path: '/mlflow-artifacts/presigned/*',
    answer: async ({ parameter }) => {
      refuseHiddenClimb(decodePath(parameter));
      throw unsupported('download');
    },
  },
];
