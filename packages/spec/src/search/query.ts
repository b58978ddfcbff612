import type { ViewType } from '../entities/experiment.ts';

/** What a clause of a filter looks at. Attribute keys are the canonical MLflow names (`start_time`, `run_name`). */
export interface FieldReference {
  readonly entity: 'attribute' | 'metric' | 'param' | 'tag' | 'dataset';
  readonly key: string;
}

export type Comparator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL';

/**
 * One clause. A record that lacks the field matches no comparator but `IS NULL`, also not `!=`.
 * `value` is a number for metrics and times, a list for IN and NOT IN, `null` for IS NULL and IS NOT NULL.
 * LIKE is case-sensitive, ILIKE is not; `%` is any text, `_` any one character.
 */
export interface Comparison {
  readonly kind: 'comparison';
  readonly field: FieldReference;
  readonly comparator: Comparator;
  readonly value: string | number | readonly string[] | null;
}

/** A parsed filter. `or` and `not` are our extension of MLflow's grammar. */
export type Filter =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Filter[] }
  | { readonly kind: 'not'; readonly operand: Filter };

/** Missing fields sort last in both directions; NaN after numbers and before missing. */
export interface OrderBy {
  readonly field: FieldReference;
  readonly direction: 'ASC' | 'DESC';
}

/** A window over an ordered result. A driver returns at most `limit` records from `offset` on. */
export interface Window {
  readonly limit: number;
  readonly offset: number;
}

/** Ties end in `start_time` descending, then `run_id`: the driver appends both. */
export interface RunQuery extends Window {
  readonly experimentIds: readonly string[];
  readonly viewType: ViewType;
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly OrderBy[];
}

/** Ties end in `experiment_id` descending; with no order at all: `creation_time` descending, `experiment_id` ascending. */
export interface ExperimentQuery extends Window {
  readonly viewType: ViewType;
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly OrderBy[];
}

/** A dataset by name, and by digest where one is given. */
export interface DatasetReference {
  readonly name: string;
  readonly digest?: string | undefined;
}

/** Of a metric's points, perhaps only those measured on one dataset, the latest by timestamp, then step, decides. */
export interface LoggedModelOrder extends OrderBy {
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

/**
 * A clause over a metric holds when any of its points matches. With `datasets`, only points measured on one of them
 * count; with `datasets` and no clause over a metric, a model needs a point on one of them.
 * Ties end in `creation_timestamp` descending, then `model_id`: the driver appends both.
 */
export interface LoggedModelQuery extends Window {
  readonly experimentIds: readonly string[];
  readonly filter?: Filter | undefined;
  readonly datasets: readonly DatasetReference[];
  readonly orderBy: readonly LoggedModelOrder[];
}
