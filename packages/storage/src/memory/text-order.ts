/** By code points, as a database orders text; JavaScript alone would order by UTF-16 units. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  const others = right[Symbol.iterator]();
  for (const symbol of left) {
    const other = others.next();
    if (other.done === true) return 1;
    const difference = (symbol.codePointAt(0) ?? 0) - (other.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return -1;
};
