import type { JsonValue, RunInfo, RunStatus } from '@millrace/spec';
import type { ImageTarget } from '../artifacts/image-path.ts';
import type { TableData } from '../artifacts/table.ts';
import type { ByteInput } from '../transport/byte-source.ts';
import type { RunDataset } from './to-dataset.ts';

export type ParamValue = string | number | boolean | bigint | null;

export interface RunOptions {
  /** Shown in lists. Default: made up by the server. */
  readonly name?: string | undefined;
  /** Goes on with this run instead of making one; it is RUNNING again. */
  readonly runId?: string | undefined;
  readonly experimentId?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Makes it a child of the active run. */
  readonly nested?: boolean | undefined;
  readonly parentRunId?: string | undefined;
}

export interface MetricOptions {
  /** A whole number, may be negative. Default 0. */
  readonly step?: number | undefined;
  /** Milliseconds since the Unix epoch. Default: now. */
  readonly timestamp?: number | undefined;
}

export interface ArtifactOptions {
  /** Folder among the run's artifacts. Default: their root. */
  readonly folder?: string | undefined;
  /** File name. Default: that of the path or `File`; needed for other bytes. */
  readonly name?: string | undefined;
}

export interface ModelOptions {
  /** Of the logged model, without `/ : . % " '`. Default `model`. */
  readonly name?: string | undefined;
  readonly inputExample?: JsonValue | undefined;
}

export interface InputOptions {
  /** What the data is for, such as `train` or `eval`. */
  readonly context?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export type EndStatus = Exclude<RunStatus, 'RUNNING' | 'SCHEDULED'>;

/**
 * A run being written. Params, metrics and tags are queued and return at once; artifacts return a promise that may be
 * ignored. Neither ever throws into training unless `strict`: what fails is reported.
 *
 * `await using` ends it FINISHED, whatever left the block; use `withRun` to have a throw end it FAILED.
 */
export interface ActiveRun extends AsyncDisposable {
  readonly runId: string;
  readonly name: string;
  readonly experimentId: string;
  /** As it was when the run started or was resumed here. */
  readonly info: RunInfo;

  /** Written once: another value for the same key is refused. */
  logParam(key: string, value: ParamValue): void;
  logParams(values: Readonly<Record<string, ParamValue>>): void;
  /** Any double: NaN and infinities are data. */
  logMetric(key: string, value: number, options?: MetricOptions): void;
  logMetrics(values: Readonly<Record<string, number>>, options?: MetricOptions): void;
  setTag(key: string, value: string | number | boolean): void;
  setTags(values: Readonly<Record<string, string | number | boolean>>): void;
  deleteTag(key: string): void;

  logText(text: string, path: string): Promise<void>;
  /** YAML when the path ends in `.yaml` or `.yml`, else JSON. */
  logDict(value: JsonValue, path: string): Promise<void>;
  /** Appends to the table at this path, made when missing; `.json` only. */
  logTable(data: TableData, path: string): Promise<void>;
  /** An encoded image: one file, or one frame of a series that the UI shows by step (PNG). No thumbnail is made. */
  logImage(image: Blob | Uint8Array, target: ImageTarget): Promise<void>;
  /** A file by its path (Node), or bytes. A stream is sent once: it cannot be retried. */
  logArtifact(source: ByteInput, options?: ArtifactOptions): Promise<void>;
  /** Every file below a folder on this disk (Node). */
  logArtifacts(folder: string, options?: Pick<ArtifactOptions, 'folder'>): Promise<void>;
  /** Tells which data the run reads. The data itself is not stored. */
  logInput(dataset: RunDataset, options?: InputOptions): Promise<void>;
  /**
   * Makes a logged model of it (`models:/m-…`, and `runs:/<run>/<name>` to MLflow), with the flavor, of the plugins given
   * to `init`, that accepts it. The model may change once this resolves.
   */
  logModel(model: unknown, options?: ModelOptions): Promise<void>;

  /** A child of this run. */
  startRun(options?: string | RunOptions): Promise<ActiveRun>;
  /** Resolves once everything logged so far is stored, or given up on and reported. */
  flush(): Promise<void>;
  /** Flushes, then ends the run. Twice is fine; the first status counts. Default FINISHED. */
  end(status?: EndStatus): Promise<void>;
}
