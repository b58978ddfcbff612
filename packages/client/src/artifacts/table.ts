import { type JsonValue, MillraceError } from '@millrace/spec';

/** Rows as objects, or columns of equal length by name. */
export type TableData =
  | readonly Readonly<Record<string, JsonValue>>[]
  | Readonly<Record<string, readonly JsonValue[]>>;

/** MLflow's table file. */
export interface Table {
  readonly columns: readonly string[];
  readonly data: readonly (readonly JsonValue[])[];
}

const isRows = (data: TableData): data is readonly Readonly<Record<string, JsonValue>>[] =>
  Array.isArray(data);

/** Throws INVALID_PARAMETER_VALUE when columns differ in length. */
export const toTable = (data: TableData): Table => {
  if (isRows(data)) {
    const columns = [...new Set(data.flatMap((row) => Object.keys(row)))];
    return { columns, data: data.map((row) => columns.map((column) => row[column] ?? null)) };
  }
  const columns = Object.keys(data);
  const lengths = columns.map((column) => data[column]?.length ?? 0);
  const count = lengths[0] ?? 0;
  if (lengths.some((length) => length !== count)) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Columns of a table must be equally long: ${columns.map((column, index) => `'${column}' has ${lengths[index]}`).join(', ')}`,
    );
  }
  const rows = Array.from({ length: count }, (_, index) =>
    columns.map((column) => data[column]?.[index] ?? null),
  );
  return { columns, data: rows };
};

/** One below the other; a column that one of them lacks is `null` there. */
export const appendTable = (first: Table, second: Table): Table => {
  const columns = [...new Set([...first.columns, ...second.columns])];
  const spread = (table: Table): readonly (readonly JsonValue[])[] => {
    const places = columns.map((column) => table.columns.indexOf(column));
    return table.data.map((row) => places.map((place) => row[place] ?? null));
  };
  return { columns, data: [...spread(first), ...spread(second)] };
};

/** A table file written by anyone. Throws INVALID_PARAMETER_VALUE when it is none. */
export const parseTable = (text: string, path: string): Table => {
  const refuse = (cause?: unknown): MillraceError =>
    new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `'${path}' holds no table: expected {"columns": [...], "data": [[...]]}. Log to another path`,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse(cause);
  }
  if (typeof value !== 'object' || value === null) throw refuse();
  const columns: unknown = Reflect.get(value, 'columns');
  const data: unknown = Reflect.get(value, 'data');
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row)))
    throw refuse();
  return { columns: columns.map(String), data };
};
