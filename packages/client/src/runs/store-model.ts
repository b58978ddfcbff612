import { MillraceError, type RunInfo } from '@millrace/spec';
import { toByteSource } from '../transport/byte-source.ts';
import type { ClientContext } from './client-context.ts';

export interface ModelToStore {
  readonly name: string;
  /** By path, the MLmodel file left out. */
  readonly files: readonly (readonly [path: string, bytes: Uint8Array])[];
  readonly mlModel: Uint8Array;
}

/** The MLmodel file with what is known only now: which logged model it belongs to, and where that lies. */
const withModelId = async (
  bytes: Uint8Array,
  model: { readonly modelId: string; readonly artifactUri: string },
): Promise<Uint8Array> => {
  const { formatMlModel, parseMlModel } = await import('@millrace/models');
  const file = parseMlModel(new TextDecoder().decode(bytes));
  const text = formatMlModel({
    ...file,
    artifactPath: model.artifactUri,
    extra: { ...file.extra, model_id: model.modelId },
  });
  return new TextEncoder().encode(text);
};

/**
 * Makes a logged model of the run, writes its files below it, the MLmodel file last, and says how that ended. Whoever
 * looks meanwhile finds it PENDING.
 */
export const storeModel = async (
  { runId, experimentId }: RunInfo,
  { patientServices: services, call }: Pick<ClientContext, 'patientServices' | 'call'>,
  { name, files, mlModel }: ModelToStore,
): Promise<void> => {
  const made = { experimentId, name, modelType: '', sourceRunId: runId, params: [], tags: [] };
  const { info } = await services['loggedModels.create'](made, call);
  const { modelId } = info;
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    await services['artifacts.write']({ target: { modelId, path }, body: toByteSource(bytes) }, call);
  };
  const finalize = (status: 'READY' | 'UPLOAD_FAILED') =>
    services['loggedModels.finalize']({ modelId, status }, call);
  try {
    await services['runs.logOutputs']({ runId, models: [{ modelId, step: 0 }] }, call);
    for (const [path, bytes] of files) await write(path, bytes);
    await write('MLmodel', await withModelId(mlModel, info));
    await finalize('READY');
  } catch (cause) {
    const [told] = await Promise.allSettled([finalize('UPLOAD_FAILED')]);
    if (told?.status !== 'rejected' || !MillraceError.is(cause)) throw cause;
    throw new MillraceError(cause.code, `${cause.message} (logged model ${modelId} is left PENDING)`, {
      reason: cause.reason,
      cause: new AggregateError([cause, told.reason]),
    });
  }
};
