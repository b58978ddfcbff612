import type { Tag } from '@millrace/spec';
import { compareText } from './text-order.ts';

/** Tags or params, ordered by key. */
export const toEntries = (map: ReadonlyMap<string, string>): Tag[] =>
  [...map].map(([key, value]) => ({ key, value })).sort((left, right) => compareText(left.key, right.key));
