import { z } from 'zod';

const Integer = z.int();
const Value = z.union([z.number(), z.enum(['NaN'])]);
const Entry = z.strictObject({ key: z.string(), value: z.string() });
const Metric = z.strictObject({ key: z.string(), value: Value, timestamp: Integer, step: Integer });
const LifecycleStage = z.enum(['active', 'deleted']);

/** A repeated field: left out when empty. */
const listOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional();

const Experiment = z.strictObject({
  experiment_id: z.string(),
  name: z.string(),
  artifact_location: z.string(),
  lifecycle_stage: LifecycleStage,
  last_update_time: Integer,
  creation_time: Integer,
  tags: listOf(Entry),
  workspace: z.literal('default'),
});

const RunInfo = z.strictObject({
  run_uuid: z.string(),
  experiment_id: z.string(),
  run_name: z.string(),
  user_id: z.string(),
  status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
  start_time: Integer,
  end_time: Integer.optional(),
  artifact_uri: z.string(),
  lifecycle_stage: LifecycleStage,
  run_id: z.string(),
});

const Data = z.strictObject({ metrics: listOf(Metric), params: listOf(Entry), tags: listOf(Entry) });
const NewRun = z.strictObject({ info: RunInfo, data: Data, inputs: z.strictObject({}) });

const DatasetInput = z.strictObject({
  tags: listOf(Entry),
  dataset: z.strictObject({
    name: z.string(),
    digest: z.string(),
    source_type: z.string(),
    source: z.string(),
    schema: z.string().optional(),
    profile: z.string().optional(),
  }),
});
const ModelInput = z.strictObject({ model_id: z.string() });
const Run = NewRun.extend({
  inputs: z.strictObject({ dataset_inputs: listOf(DatasetInput), model_inputs: listOf(ModelInput) }),
  outputs: z.strictObject({ model_outputs: listOf(ModelInput.extend({ step: Integer })) }),
});

const LoggedModel = z.strictObject({
  info: z.strictObject({
    model_id: z.string(),
    experiment_id: z.string(),
    name: z.string(),
    creation_timestamp_ms: Integer,
    last_updated_timestamp_ms: Integer,
    artifact_uri: z.string(),
    status: z.enum([
      'LOGGED_MODEL_STATUS_UNSPECIFIED',
      'LOGGED_MODEL_PENDING',
      'LOGGED_MODEL_READY',
      'LOGGED_MODEL_UPLOAD_FAILED',
    ]),
    model_type: z.string(),
    source_run_id: z.string(),
    tags: listOf(Entry),
  }),
  data: z.strictObject({
    params: listOf(Entry),
    metrics: listOf(
      Metric.extend({
        model_id: z.string(),
        run_id: z.string(),
        dataset_name: z.string().optional(),
        dataset_digest: z.string().optional(),
      }),
    ),
  }),
});

const FileInfo = z.union([
  z.strictObject({ path: z.string(), is_dir: z.literal(false), file_size: Integer }),
  z.strictObject({ path: z.string(), is_dir: z.literal(true) }),
]);

/** MLflow's answers, each strict: an unknown or misspelt member fails. */
export const wire = {
  empty: z.strictObject({}),
  error: z.strictObject({ error_code: z.string().regex(/^[A-Z_]+$/), message: z.string().min(1) }),
  experimentId: z.strictObject({ experiment_id: z.string() }),
  experiment: z.strictObject({ experiment: Experiment }),
  experiments: z.strictObject({ experiments: listOf(Experiment), next_page_token: z.string().optional() }),
  newRun: z.strictObject({ run: NewRun }),
  run: z.strictObject({ run: Run }),
  runInfo: z.strictObject({ run_info: RunInfo }),
  runs: z.strictObject({ runs: listOf(Run), next_page_token: z.string().optional() }),
  history: z.strictObject({ metrics: listOf(Metric), next_page_token: z.string().optional() }),
  artifacts: z.strictObject({ root_uri: z.string(), files: listOf(FileInfo) }),
  files: z.strictObject({ files: listOf(FileInfo) }),
  loggedModel: z.strictObject({ model: LoggedModel }),
  loggedModels: z.strictObject({ models: listOf(LoggedModel), next_page_token: z.string().optional() }),
  datasets: z.strictObject({
    dataset_summaries: listOf(
      z.strictObject({
        experiment_id: z.string(),
        name: z.string(),
        digest: z.string(),
        context: z.string().optional(),
      }),
    ),
  }),
  bulkHistory: z.strictObject({ metrics: listOf(Metric.extend({ run_id: z.string() })) }),
  serverInfo: z.strictObject({
    store_type: z.string(),
    workspaces_enabled: z.boolean(),
    trace_archival_enabled: z.boolean(),
    multipart_uploads_enabled: z.boolean(),
    multipart_downloads_enabled: z.boolean(),
    presigned_upload_run_id_supported: z.boolean(),
    presigned_upload_model_id_supported: z.boolean(),
    features_enabled: z.strictObject({ gateway: z.boolean() }),
  }),
};
