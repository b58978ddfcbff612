import type { JsonObject, JsonValue } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { parseDocument } from 'yaml';
import { isJsonObject } from './column-type-json.ts';
import type { InputExampleInfo, MlModel } from './ml-model.ts';
import { parseSignatureJson, type SignatureJson } from './signature-json.ts';

/** Characters. The largest files hold the signature of some ten thousand columns. */
const MAX_LENGTH = 1024 * 1024;
/** How often anchors may be repeated: PyYAML writes one for a value it meets twice, a bomb needs thousands. */
const MAX_ALIASES = 100;

const refuse = (problem: string, cause?: unknown): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', `The MLmodel file ${problem}.`, {
    reason: 'models/ml-model',
    cause,
  });

const isJson = (value: unknown): value is JsonValue => {
  if (value === null || ['string', 'boolean', 'number'].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isJson);
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isJson)
  );
};

/** Only what JSON knows: dates stay text, tags of any other kind are refused. */
const readYaml = (text: string): JsonObject => {
  if (text.length > MAX_LENGTH) throw refuse(`has ${text.length} characters, at most ${MAX_LENGTH} are read`);
  let value: unknown;
  try {
    const document = parseDocument(text, {
      version: '1.1',
      customTags: (tags) =>
        tags.filter((tag) => typeof tag !== 'string' && /:(map|seq|str|null|bool|int|float)$/.test(tag.tag)),
    });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) throw problem;
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw refuse(
      'is not the YAML that MLflow writes: it is damaged, nested too deep, or holds tags or too many aliases',
      cause,
    );
  }
  if (!isJson(value) || !isJsonObject(value)) throw refuse('holds no map of plain values');
  return value;
};

/** Takes a key out of the map; `null` counts as absent. */
const take = (file: Map<string, JsonValue>, key: string): JsonValue | undefined => {
  const value = file.get(key);
  file.delete(key);
  return value ?? undefined;
};

const takeText = (file: Map<string, JsonValue>, key: string): string | undefined => {
  const value = take(file, key);
  if (value !== undefined && typeof value !== 'string')
    throw refuse(`has ${typeof value} for ${key}, expected text`);
  return value;
};

const takeObject = (file: Map<string, JsonValue>, key: string): JsonObject | undefined => {
  const value = take(file, key);
  if (value !== undefined && !isJsonObject(value)) throw refuse(`has no map under ${key}`);
  return value;
};

const takeFlavors = (file: Map<string, JsonValue>): Record<string, JsonObject> => {
  const flavors = Object.entries(takeObject(file, 'flavors') ?? {});
  if (flavors.length === 0) throw refuse('names no flavor under flavors, so that nothing can read the model');
  return Object.fromEntries(
    flavors.map(([id, entry]) => {
      if (!isJsonObject(entry)) throw refuse(`has no map for the flavor ${id}`);
      return [id, entry];
    }),
  );
};

const takeSignature = (file: Map<string, JsonValue>): SignatureJson | undefined => {
  const found = takeObject(file, 'signature');
  if (found === undefined) return undefined;
  const parts = new Map(Object.entries(found));
  return {
    inputs: takeText(parts, 'inputs') ?? null,
    outputs: takeText(parts, 'outputs') ?? null,
    params: takeText(parts, 'params') ?? null,
  };
};

const takeExample = (file: Map<string, JsonValue>): InputExampleInfo | undefined => {
  const found = takeObject(file, 'saved_input_example_info');
  if (found === undefined) return undefined;
  const rest = new Map(Object.entries(found));
  const artifactPath = takeText(rest, 'artifact_path');
  const type = takeText(rest, 'type');
  if (artifactPath === undefined || type === undefined) {
    throw refuse('lacks artifact_path or type under saved_input_example_info');
  }
  const servingInputPath = takeText(rest, 'serving_input_path');
  return { artifactPath, type, servingInputPath, extra: Object.fromEntries(rest) };
};

/** Reads the text of an MLmodel file. Throws INVALID_PARAMETER_VALUE for one that MLflow would not write. */
export const parseMlModel = (text: string): MlModel => {
  const file = new Map(Object.entries(readYaml(text)));
  const signature = takeSignature(file);
  const size = take(file, 'model_size_bytes');
  if (size !== undefined && typeof size !== 'number') throw refuse('has no number for model_size_bytes');
  return {
    flavors: takeFlavors(file),
    utcTimeCreated: takeText(file, 'utc_time_created') ?? '',
    modelUuid: takeText(file, 'model_uuid'),
    artifactPath: takeText(file, 'artifact_path'),
    runId: takeText(file, 'run_id'),
    signature: signature && parseSignatureJson(signature),
    inputExample: takeExample(file),
    modelSizeBytes: size,
    metadata: takeObject(file, 'metadata'),
    extra: Object.fromEntries(file),
  };
};
