import type { Comparator, FieldReference } from '@millrace/spec';

/**
 * `text` wants a quoted string, `number` and `integer` a bare one, `id` a quoted integer. An `integer` is whole: the
 * number of a version, or a time in milliseconds since the Unix epoch.
 */
export type ValueType = 'text' | 'number' | 'integer' | 'id';

/** What may be asked of one field. */
export interface FieldRule {
  readonly type: ValueType;
  /** Empty for what can only be sorted by. */
  readonly comparators: readonly Comparator[];
  /** May stand in an order_by. */
  readonly sortable: boolean;
}

/** One key of an entity that has a fixed list of them. */
export interface KeyRule extends FieldRule {
  /** The canonical name, which the parsed tree carries. */
  readonly key: string;
  readonly aliases: readonly string[];
}

/** What stands before the dot. `keys` is the closed list of what may follow; `anyKey` is the rule where all may. */
export interface EntityRule {
  readonly entity: FieldReference['entity'];
  /** Every spelling, the one to suggest first. */
  readonly names: readonly string[];
  readonly keys: readonly KeyRule[];
  readonly anyKey?: FieldRule | undefined;
}

/**
 * What can be searched, as data: for the parser, and for editors that complete and explain. A key without an entity is
 * an attribute.
 */
export interface Grammar {
  /** What is searched, in words: `runs`. */
  readonly subject: string;
  readonly entities: readonly EntityRule[];
}
