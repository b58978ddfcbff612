import type {
  ColumnSpec,
  JsonObject,
  JsonValue,
  ParamSpec,
  Schema,
  Signature,
  TensorSpec,
} from '@millrace/spec';
import { isJsonObject, parseColumnType, refuseSignature, toTypeJson } from './column-type-json.ts';

/** A signature as an MLmodel file holds it: each part is JSON in a string. */
export interface SignatureJson {
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly params: string | null;
}

const isTensor = (spec: TensorSpec | ColumnSpec): spec is TensorSpec => spec.type === 'tensor';

const toSpecJson = (spec: TensorSpec | ColumnSpec): JsonObject => {
  const name = spec.name === undefined ? {} : { name: spec.name };
  return isTensor(spec)
    ? { type: 'tensor', 'tensor-spec': { dtype: spec.dtype, shape: [...spec.shape] }, ...name }
    : { ...toTypeJson(spec.type), ...name, required: spec.required };
};

const toParamJson = ({ name, type, default: value, shape }: ParamSpec): JsonObject => ({
  name,
  default: value,
  shape: shape === null ? null : [...shape],
  ...toTypeJson(type),
});

const toSchemaJson = (schema: Schema | null): string | null =>
  schema === null ? null : JSON.stringify(schema.map(toSpecJson));

/** For the `signature` key of an MLmodel file. */
export const toSignatureJson = ({ inputs, outputs, params }: Signature): SignatureJson => ({
  inputs: toSchemaJson(inputs),
  outputs: toSchemaJson(outputs),
  params: params === null ? null : JSON.stringify(params.map(toParamJson)),
});

const parseList = (text: string): JsonObject[] => {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuseSignature(text, 'JSON', cause);
  }
  if (!Array.isArray(value) || !value.every(isJsonObject)) throw refuseSignature(value, 'a list of objects');
  return value;
};

const isSize = (value: JsonValue): value is number => Number.isInteger(value) && Number(value) >= -1;

const parseShape = (value: JsonValue | undefined): number[] => {
  if (Array.isArray(value) && value.every(isSize)) return value;
  throw refuseSignature(value, 'a shape: sizes, or -1 where free');
};

const parseName = (value: JsonValue | undefined): { name?: string } => {
  if (value === undefined || value === null) return {};
  // Python writes the labels of unnamed pandas columns as numbers.
  if (typeof value === 'string' || typeof value === 'number') return { name: String(value) };
  throw refuseSignature(value, 'a name');
};

const parseTensor = (spec: JsonObject): TensorSpec => {
  const tensor = spec['tensor-spec'];
  if (spec['type'] !== 'tensor' || !isJsonObject(tensor) || typeof tensor['dtype'] !== 'string') {
    throw refuseSignature(spec, 'a tensor with dtype and shape');
  }
  const shape = parseShape(tensor['shape']);
  return { type: 'tensor', ...parseName(spec['name']), dtype: tensor['dtype'], shape };
};

const parseColumn = (spec: JsonObject): ColumnSpec => ({
  type: parseColumnType(spec),
  ...parseName(spec['name']),
  // Older files say `optional`, or nothing.
  required: typeof spec['required'] === 'boolean' ? spec['required'] : spec['optional'] !== true,
});

const parseSchema = (text: string | null): Schema | null => {
  if (text === null) return null;
  const specs = parseList(text);
  return specs[0]?.['type'] === 'tensor' ? specs.map(parseTensor) : specs.map(parseColumn);
};

const parseParam = (spec: JsonObject): ParamSpec => {
  const { name, default: value, shape = null } = spec;
  if (typeof name !== 'string' || value === undefined) {
    throw refuseSignature(spec, 'a parameter with name and default');
  }
  // `dtype` is the key of older files.
  const type = parseColumnType({ ...spec, type: spec['type'] ?? spec['dtype'] ?? null });
  return { name, type, default: value, shape: shape === null ? null : parseShape(shape) };
};

/** Reads the `signature` key of an MLmodel file. Throws INVALID_PARAMETER_VALUE. */
export const parseSignatureJson = ({ inputs, outputs, params }: SignatureJson): Signature => ({
  inputs: parseSchema(inputs),
  outputs: parseSchema(outputs),
  params: params === null ? null : parseList(params).map(parseParam),
});
