/** A repeated field as proto JSON shows it: an empty list is left out. */
export const filled = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;
