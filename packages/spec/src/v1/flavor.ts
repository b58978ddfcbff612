import type { Awaitable, JsonObject, JsonValue } from '../json.ts';
import type { ArtifactReader, ArtifactWriter } from './artifacts.ts';
import type { Signature } from './signature.ts';

/** Answers with predictions over JSON. Made by a flavor, called by serving and by `evaluate`. */
export interface Predictor {
  /** `inputs` and the answer are JSON: nested arrays for tensors, an object of them for several. */
  predict(
    inputs: JsonValue,
    options?: { params?: JsonObject | undefined; signal?: AbortSignal | undefined },
  ): Promise<JsonValue>;
  /** Frees what the predictor made, not the model. Twice is fine. */
  dispose?(): Awaitable<void>;
}

/** What a flavor tells about the model it wrote. `models` writes the MLmodel file around it. */
export interface WrittenModel<Entry extends JsonObject = JsonObject> {
  readonly entry: Entry;
  /** Absent when the model does not tell its shapes. */
  readonly signature?: Signature | undefined;
}

export interface FlavorCapabilities {
  /** `predictor` is there. */
  readonly predict: boolean;
  /** Works without Node. */
  readonly browser: boolean;
}

/**
 * Teaches Millrace one model format. Users call `saveModel` and `loadModel`; only `models` calls these.
 * A published version of this contract gains optional members at most.
 */
export interface FlavorV1<Model = unknown, Entry extends JsonObject = JsonObject> {
  readonly specVersion: 'v1';
  /** The key under `flavors:` in the MLmodel file. Lower case, stable for ever. */
  readonly id: string;
  readonly capabilities: FlavorCapabilities;
  /** Whether this value is a model of this flavor. Never throws, whatever it is given. */
  accepts(value: unknown): value is Model;
  /** Writes the model's files and returns its entry, which must survive JSON. */
  write(model: Model, artifacts: ArtifactWriter): Promise<WrittenModel<Entry>>;
  /**
   * Checks an entry that came off a disk others write to. Paths must stay below the model's folder.
   * Throws INVALID_PARAMETER_VALUE.
   */
  parseEntry(entry: JsonObject): Entry;
  read(artifacts: ArtifactReader, entry: Entry): Promise<Model>;
  predictor?(model: Model): Awaitable<Predictor>;
}
