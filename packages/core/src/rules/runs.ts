import { type MetadataReader, MillraceError, type RunInfo } from '@millrace/spec';
import { invalid, invalidValue } from './invalid.ts';

const RUN_ID = /^[a-zA-Z0-9][\w-]{0,255}$/;

export const checkRunId = (runId: string): void => {
  if (!RUN_ID.test(runId)) throw invalidValue('run_id', runId, 'expected the id of a run');
};

/** Deleted ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export const requireRun = async (metadata: MetadataReader, runId: string): Promise<RunInfo> => {
  checkRunId(runId);
  const run = await metadata.findRun(runId);
  if (run !== undefined) return run;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `Run with id=${runId} not found`, {
    reason: 'core/no-such-run',
  });
};

/** A run that may be written to. Throws INVALID_PARAMETER_VALUE for a deleted one, as MLflow does. */
export const requireActiveRun = async (metadata: MetadataReader, runId: string): Promise<RunInfo> => {
  const run = await requireRun(metadata, runId);
  if (run.lifecycleStage === 'active') return run;
  throw invalid(`The run ${runId} must be in the 'active' state. Current state is deleted.`, 'run-deleted');
};
