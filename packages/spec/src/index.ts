export type { Caller, Permission, Right } from './caller.ts';
export { ERROR_CODES, MillraceError } from './errors.ts';
export type { ErrorCode, ErrorCodeRow, MillraceErrorOptions, TrpcCode } from './errors.ts';
export type { Awaitable, JsonObject, JsonValue } from './json.ts';

export type { ArtifactContent, ArtifactEntry, ArtifactReceipt } from './entities/artifact.ts';
export type { Experiment, ExperimentActivity, LifecycleStage, Tag, ViewType } from './entities/experiment.ts';
export type { LoggedMetric, Metric, SeriesColumns } from './entities/metric.ts';
export type { ModelOutput, Param, Run, RunInfo, RunLineage, RunStatus } from './entities/run.ts';

export type { Dataset, DatasetInput, DatasetSummary } from './entities/dataset.ts';
export type {
  LoggedModel,
  LoggedModelInfo,
  LoggedModelStatus,
  ModelMetric,
} from './entities/logged-model.ts';
export type { LineageReader, LineageStore } from './ports/lineage-store.ts';
export type { LoggedModelPatch, LoggedModelReader, LoggedModelStore } from './ports/logged-model-store.ts';
export type { DatasetReference, LoggedModelOrder, LoggedModelQuery } from './search/query.ts';

export type { AuditAction, AuditEntry } from './entities/audit-entry.ts';
export type { ModelStage, ModelVersion, ModelVersionStatus } from './entities/model-version.ts';
export type { ModelAlias, RegisteredModel } from './entities/registered-model.ts';
export type {
  AuditWindow,
  ModelVersionKey,
  ModelVersionPatch,
  NewModelVersion,
  NewRegisteredModel,
  RegisteredModelPatch,
  RegistryReader,
  RegistryStore,
  StageMove,
} from './ports/registry-store.ts';
export type { ModelVersionQuery, RegisteredModelQuery } from './search/registry-query.ts';

export type {
  Comparator,
  Comparison,
  ExperimentQuery,
  FieldReference,
  Filter,
  OrderBy,
  RunQuery,
  Window,
} from './search/query.ts';

export type { ArtifactStore, ByteRange } from './ports/artifact-store.ts';
export type { Change, ChangeBatch, ChangeFeed } from './ports/change-feed.ts';
export type {
  ExperimentPatch,
  IdempotentAnswer,
  MetadataReader,
  MetadataStore,
  Periods,
  RunPatch,
  RunRecord,
} from './ports/metadata-store.ts';
export type { HistoryWindow, MetricReader, MetricStore, SampleRequest } from './ports/metric-store.ts';
export type { ReadUnit, TrackingStore, WriteUnit } from './ports/tracking-store.ts';

export type { ArtifactReader, ArtifactWriter } from './v1/artifacts.ts';
export type { AutologV1, RunSink, TrainingCall, TrainingPatch } from './v1/autolog.ts';
export type { FlavorCapabilities, FlavorV1, Predictor, WrittenModel } from './v1/flavor.ts';
export type { PluginList, PluginV1, RunContextProvider } from './v1/plugin.ts';
export type {
  ColumnSpec,
  ColumnType,
  NestedType,
  ParamSpec,
  ScalarType,
  Schema,
  Signature,
  TensorSpec,
} from './v1/signature.ts';
