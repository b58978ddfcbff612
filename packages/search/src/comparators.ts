import type { Comparator } from '@millrace/spec';

/** Sets of comparators the grammars are made of. */
export const NUMERIC: readonly Comparator[] = ['=', '!=', '<', '<=', '>', '>='];

export const TEXT: readonly Comparator[] = ['=', '!=', 'LIKE', 'ILIKE'];

export const LIST: readonly Comparator[] = ['IN', 'NOT IN'];

export const PRESENCE: readonly Comparator[] = ['IS NULL', 'IS NOT NULL'];
