import type { JsonObject, JsonValue, Signature } from '@millrace/spec';

/** The file that makes a folder a model. */
export const ML_MODEL_FILE = 'MLmodel';

/** Where the input example of a model lies, and how to read it. Keys stay as the file has them. */
export interface InputExampleInfo {
  /** Relative to the model's folder. */
  readonly artifactPath: string;
  /** `ndarray` for tensors, `json_object`, or what Python wrote: `dataframe`, `sparse_matrix_csr`. */
  readonly type: string;
  /** The same example as a scoring request. */
  readonly servingInputPath?: string | undefined;
  /** Further keys, as found: `pandas_orient`, `params`. */
  readonly extra: JsonObject;
}

/**
 * What an MLmodel file says. Reading one and writing it again keeps every key, known or not.
 * Flavor entries and `extra` are in the file's own spelling.
 */
export interface MlModel {
  readonly flavors: Readonly<Record<string, JsonObject>>;
  /** UTC, `YYYY-MM-DD HH:MM:SS.ffffff`. */
  readonly utcTimeCreated: string;
  /** 32 lower-case hexadecimal characters. */
  readonly modelUuid?: string | undefined;
  /** Below the run's artifacts, or the URI of a logged model. */
  readonly artifactPath?: string | undefined;
  readonly runId?: string | undefined;
  readonly signature?: Signature | undefined;
  readonly inputExample?: InputExampleInfo | undefined;
  /** All files of the folder but this one. */
  readonly modelSizeBytes?: number | undefined;
  readonly metadata?: JsonObject | undefined;
  /** Every other key of the file, as found. */
  readonly extra: Readonly<Record<string, JsonValue>>;
}
