import type { Input, Output } from '@millrace/protocol';
import type { JsonObject, JsonValue, WriteUnit } from '@millrace/spec';
import { invalid } from './rules/invalid.ts';
import { toRunTag } from './rules/logged-data.ts';
import { requireActiveRun } from './rules/runs.ts';

/** A JSON list of the models a run logged, as clients before MLflow 3 keep it. */
const HISTORY_TAG = 'mlflow.log-model.history';

const REQUIRED = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'];

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (text: string): JsonObject => {
  let value: JsonValue | undefined;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  if (isObject(value)) return value;
  throw invalid(`Malformed model info. \n ${text.slice(0, 200)} \n is not a valid JSON.`, 'malformed-model');
};

/** What the tag keeps of a model: little of it, since a tag is short. */
const summarize = (model: JsonObject): JsonObject => {
  const missing = REQUIRED.filter((name) => !(name in model));
  if (missing.length > 0) {
    throw invalid(`Model json is missing mandatory fields: ${missing.join(', ')}`, 'incomplete-model');
  }
  const { run_id, artifact_path, utc_time_created, model_uuid = null, flavors } = model;
  if (!isObject(flavors)) throw invalid("Model json: 'flavors' must be an object", 'malformed-model');
  const shortened = Object.entries(flavors).map(([name, flavor]): [string, JsonValue] => {
    if (!isObject(flavor)) return [name, flavor];
    const { config: _, ...rest } = flavor;
    return [name, rest];
  });
  return {
    run_id: run_id ?? null,
    artifact_path: artifact_path ?? null,
    utc_time_created: utc_time_created ?? null,
    model_uuid,
    flavors: Object.fromEntries(shortened),
  };
};

const readHistory = (text: string | undefined): JsonValue[] => {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch (cause) {
    if (cause instanceof SyntaxError) return [];
    throw cause;
  }
};

export const logModel = async (
  { metadata }: WriteUnit,
  { runId, model }: Input<'runs.logModel'>,
): Promise<Output<'runs.logModel'>> => {
  const summary = summarize(parse(model));
  await requireActiveRun(metadata, runId);
  const tags = await metadata.findRunTags(runId);
  const history = readHistory(tags.find(({ key }) => key === HISTORY_TAG)?.value);
  const value = JSON.stringify([...history, summary]);
  // A cut list could not be read again.
  if (toRunTag({ key: HISTORY_TAG, value }).value !== value) {
    throw invalid(`The history of models in tag '${HISTORY_TAG}' is full`, 'model-history-full');
  }
  await metadata.putRunTags(runId, [{ key: HISTORY_TAG, value }]);
  return {};
};
