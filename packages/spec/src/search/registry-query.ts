import type { Filter, OrderBy, Window } from './query.ts';

/** Attributes: `name`, and to sort by `last_updated_timestamp`. Ties end in `name`: the driver appends it. */
export interface RegisteredModelQuery extends Window {
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly OrderBy[];
}

/**
 * Attributes: `name`, `version_number`, `source_path`, `run_id`, and to sort by `creation_timestamp` and
 * `last_updated_timestamp`. Ties end in `name`, then `version_number` descending; with no order at all,
 * `last_updated_timestamp` descending goes before both.
 */
export interface ModelVersionQuery extends Window {
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly OrderBy[];
}
