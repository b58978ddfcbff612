import type { ArtifactWriter, FlavorV1, JsonObject, JsonValue, Signature } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import ownPackage from '../package.json' with { type: 'json' };
import { countBytes } from './count-bytes.ts';
import { formatMlModel } from './format-ml-model.ts';
import { ML_MODEL_FILE, type MlModel } from './ml-model.ts';
import { writeInputExample } from './write-input-example.ts';

export interface SaveModelOptions {
  /** The model's own folder: its root will hold the MLmodel file. Use `scopeArtifacts` for a subfolder. */
  readonly artifacts: ArtifactWriter;
  /** As `flavorsOf(plugins)` gives them. The first that accepts the model writes it. */
  readonly flavors: readonly FlavorV1[];
  /** Recorded as `artifact_path`: where the folder lies below the run's artifacts, or its URI. */
  readonly artifactPath?: string | undefined;
  readonly runId?: string | undefined;
  /** In place of the one the flavor found. */
  readonly signature?: Signature | undefined;
  /** Nested arrays for tensors, an object of them for several; written beside the model. */
  readonly inputExample?: JsonValue | undefined;
  /** The caller's own facts. */
  readonly metadata?: JsonObject | undefined;
}

export interface SavedModel {
  /** Id of the flavor that wrote it. */
  readonly flavor: string;
  readonly mlModel: MlModel;
}

const chooseFlavor = (model: unknown, flavors: readonly FlavorV1[]): FlavorV1 => {
  const flavor = flavors.find((candidate) => candidate.accepts(model));
  if (flavor) return flavor;
  const kind =
    typeof model === 'object' && model !== null ? (model.constructor?.name ?? 'object') : typeof model;
  const known = flavors.map(({ id }) => id).join(', ') || 'none';
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `No flavor accepts this model (a value of type ${kind}; flavors at hand: ${known}). ` +
      'Add the plugin for its library to your plugins.',
    { reason: 'models/no-flavor' },
  );
};

const writeWith = async (flavor: FlavorV1, model: unknown, artifacts: ArtifactWriter) => {
  const written = await flavor.write(model, artifacts);
  const entry: JsonObject = JSON.parse(JSON.stringify(written.entry));
  // What a flavor writes it must be able to read, or the folder is lost once the model is gone.
  flavor.parseEntry(entry);
  return { entry, signature: written.signature };
};

/** As Python prints a naive UTC time, microseconds included. */
const utcNow = (): string => `${new Date().toISOString().replace('T', ' ').slice(0, -1)}000`;

/**
 * Writes a model and its MLmodel file. The MLmodel file comes last: a folder without one is no model, so that a write
 * that broke off is never loaded. INVALID_PARAMETER_VALUE when no flavor accepts the model.
 */
export const saveModel = async (model: unknown, options: SaveModelOptions): Promise<SavedModel> => {
  const flavor = chooseFlavor(model, options.flavors);
  const { artifacts, size } = countBytes(options.artifacts);
  const { entry, signature: found } = await writeWith(flavor, model, artifacts);
  const signature = options.signature ?? found;
  const inputExample =
    options.inputExample === undefined
      ? undefined
      : await writeInputExample(artifacts, options.inputExample, signature);
  const mlModel: MlModel = {
    flavors: { [flavor.id]: entry },
    utcTimeCreated: utcNow(),
    modelUuid: crypto.randomUUID().replaceAll('-', ''),
    artifactPath: options.artifactPath,
    runId: options.runId,
    signature,
    inputExample,
    modelSizeBytes: size(),
    metadata: options.metadata,
    extra: { millrace_version: ownPackage.version },
  };
  await options.artifacts.write(ML_MODEL_FILE, new TextEncoder().encode(formatMlModel(mlModel)));
  return { flavor: flavor.id, mlModel };
};
