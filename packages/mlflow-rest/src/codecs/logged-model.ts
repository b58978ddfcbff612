import type { LoggedModel, LoggedModelStatus, ModelMetric } from '@millrace/spec';
import { filled } from './filled.ts';
import { toWireValue } from './metric.ts';

const PREFIX = 'LOGGED_MODEL_';

/** Numbers of MLflow's proto enum, by its names. */
export const MODEL_STATUSES = {
  LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
} as const;

const STATUS_OF: Readonly<Record<keyof typeof MODEL_STATUSES, LoggedModelStatus>> = {
  LOGGED_MODEL_STATUS_UNSPECIFIED: 'UNSPECIFIED',
  LOGGED_MODEL_PENDING: 'PENDING',
  LOGGED_MODEL_READY: 'READY',
  LOGGED_MODEL_UPLOAD_FAILED: 'UPLOAD_FAILED',
};

export const decodeStatus = (name: keyof typeof MODEL_STATUSES): LoggedModelStatus => STATUS_OF[name];

const encodeStatus = (status: LoggedModelStatus): string =>
  status === 'UNSPECIFIED' ? `${PREFIX}STATUS_UNSPECIFIED` : `${PREFIX}${status}`;

const encodeMetric = (metric: ModelMetric, modelId: string): object => ({
  key: metric.key,
  value: toWireValue(metric.value),
  timestamp: metric.timestamp,
  step: metric.step,
  dataset_name: metric.datasetName,
  dataset_digest: metric.datasetDigest,
  model_id: modelId,
  run_id: metric.runId,
});

export const encodeLoggedModel = ({ info, params, tags, metrics }: LoggedModel): object => ({
  info: {
    model_id: info.modelId,
    experiment_id: info.experimentId,
    name: info.name,
    creation_timestamp_ms: info.creationTime,
    last_updated_timestamp_ms: info.lastUpdateTime,
    artifact_uri: info.artifactUri,
    status: encodeStatus(info.status),
    model_type: info.modelType,
    source_run_id: info.sourceRunId,
    tags: filled(tags),
  },
  data: {
    params: filled(params),
    metrics: filled(metrics.map((metric) => encodeMetric(metric, info.modelId))),
  },
});
