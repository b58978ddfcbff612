import type { ColumnType, JsonObject, JsonValue, ScalarType } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

const SCALAR_TYPES: readonly ScalarType[] = [
  'boolean',
  'integer',
  'long',
  'float',
  'double',
  'string',
  'binary',
  'datetime',
  'any',
  'sparkml_vector',
];

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const refuseSignature = (found: unknown, expected: string, cause?: unknown): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The signature holds ${JSON.stringify(found)?.slice(0, 200) ?? 'nothing'}, expected ${expected}.`,
    { reason: 'models/signature', cause },
  );

/** The keys that tell a type in MLflow's JSON; they lie beside a column's name. */
export const toTypeJson = (type: ColumnType): JsonObject => {
  if (typeof type === 'string') return { type };
  switch (type.kind) {
    case 'array':
      return { type: 'array', items: toTypeJson(type.items) };
    case 'map':
      return { type: 'map', values: toTypeJson(type.values) };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(type.properties).map(([name, property]) => [
            name,
            { ...toTypeJson(property.type), required: property.required },
          ]),
        ),
      };
  }
};

const parseProperties = (value: JsonValue | undefined): ColumnType => {
  if (!isJsonObject(value)) throw refuseSignature(value, 'a map of properties');
  const properties = Object.entries(value).map(([name, property]) => [
    name,
    { type: parseColumnType(property), required: isJsonObject(property) && property['required'] !== false },
  ]);
  return { kind: 'object', properties: Object.fromEntries(properties) };
};

/** Reads what `toTypeJson` wrote; further keys are left alone. Throws INVALID_PARAMETER_VALUE. */
export const parseColumnType = (json: JsonValue | undefined): ColumnType => {
  if (!isJsonObject(json)) throw refuseSignature(json, 'a type');
  switch (json['type']) {
    case 'array':
      return { kind: 'array', items: parseColumnType(json['items']) };
    case 'map':
      return { kind: 'map', values: parseColumnType(json['values']) };
    case 'object':
      return parseProperties(json['properties']);
    default: {
      const type = SCALAR_TYPES.find((known) => known === json['type']);
      if (type === undefined)
        throw refuseSignature(json['type'], `one of ${SCALAR_TYPES.join(', ')}, array, map, object`);
      return type;
    }
  }
};
