import type { Run, RunInfo } from '@millrace/spec';
import { filled } from './filled.ts';
import { encodeInputs, encodeOutputs } from './lineage.ts';
import { encodeMetrics } from './metric.ts';

/** `run_uuid` is the id's older name, still sent. */
export const encodeRunInfo = (info: RunInfo): object => ({
  run_uuid: info.runId,
  experiment_id: info.experimentId,
  run_name: info.runName,
  user_id: info.userId,
  status: info.status,
  start_time: info.startTime,
  end_time: info.endTime ?? undefined,
  artifact_uri: info.artifactUri,
  lifecycle_stage: info.lifecycleStage,
  run_id: info.runId,
});

/** As `runs/create` answers: without outputs. Params, tags and points are not copied, be there 1,000 runs of them. */
export const encodeNewRun = (run: Run): object => ({
  info: encodeRunInfo(run.info),
  data: {
    metrics: filled(encodeMetrics(run.metrics)),
    params: filled(run.params),
    tags: filled(run.tags),
  },
  inputs: encodeInputs(run.lineage),
});

export const encodeRun = (run: Run): object => ({
  ...encodeNewRun(run),
  outputs: encodeOutputs(run.lineage),
});
