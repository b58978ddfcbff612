import type { JsonValue } from '../json.ts';

/** MLflow's types of a single value; `any` and `sparkml_vector` come from Python only. */
export type ScalarType =
  | 'boolean'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'datetime'
  | 'any'
  | 'sparkml_vector';

/** Values that hold values: what models of documents and messages take. */
export type NestedType =
  | { readonly kind: 'array'; readonly items: ColumnType }
  | { readonly kind: 'map'; readonly values: ColumnType }
  | {
      readonly kind: 'object';
      readonly properties: Readonly<
        Record<string, { readonly type: ColumnType; readonly required: boolean }>
      >;
    };

/** What a column holds. */
export type ColumnType = ScalarType | NestedType;

/** A tensor; -1 in the shape is a free dimension. `dtype` is numpy's name: `float32`, `int32`, `bool`. */
export interface TensorSpec {
  readonly type: 'tensor';
  readonly name?: string | undefined;
  readonly dtype: string;
  readonly shape: readonly number[];
}

export interface ColumnSpec {
  readonly type: ColumnType;
  readonly name?: string | undefined;
  readonly required: boolean;
}

export interface ParamSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly default: JsonValue;
  /** `null` for a scalar, `[-1]` for a list. */
  readonly shape: readonly number[] | null;
}

/** All tensors or all columns, never mixed. */
export type Schema = readonly TensorSpec[] | readonly ColumnSpec[];

/** What goes into a model and what comes out of it. */
export interface Signature {
  readonly inputs: Schema | null;
  readonly outputs: Schema | null;
  readonly params: readonly ParamSpec[] | null;
}
