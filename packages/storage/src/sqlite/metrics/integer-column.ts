/**
 * Ordered or nearly ordered integers in few bytes: the change of the change from one to the next, zigzag, as varints.
 * Regular steps take no bytes at all, timestamps of a steady loop one or two.
 */
export type IntegerEncoding = 'regular' | 'varint' | 'double';

/** Above this, differences of differences no longer fit a double exactly. */
const EXACT_LIMIT = 2 ** 50;

export const encodingOf = (column: Float64Array): IntegerEncoding => {
  let regular = true;
  const step = column.length > 1 ? (column[1] as number) - (column[0] as number) : 0;
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index] as number;
    if (Math.abs(value) > EXACT_LIMIT) return 'double';
    if (index > 0 && value - (column[index - 1] as number) !== step) regular = false;
  }
  return regular ? 'regular' : 'varint';
};

/** The most bytes that `writeVarints` takes for a column. */
export const varintBytes = (count: number): number => count * 8;

/** Writes what follows the first value; answers where it ended. */
export const writeVarints = (column: Float64Array, target: Uint8Array, start: number): number => {
  let offset = start;
  let previous = column[0] as number;
  let change = 0;
  for (let index = 1; index < column.length; index += 1) {
    const value = column[index] as number;
    const next = value - previous;
    const turn = next - change;
    let rest = turn >= 0 ? turn * 2 : -turn * 2 - 1;
    while (rest >= 0x80) {
      target[offset] = (rest % 0x80) | 0x80;
      offset += 1;
      rest = Math.floor(rest / 0x80);
    }
    target[offset] = rest;
    offset += 1;
    previous = value;
    change = next;
  }
  return offset;
};

/** Reads what `writeVarints` wrote; answers where it ended. */
export const readVarints = (column: Float64Array, source: Uint8Array, start: number): number => {
  let offset = start;
  let previous = column[0] as number;
  let change = 0;
  for (let index = 1; index < column.length; index += 1) {
    let byte = source[offset] ?? 0;
    offset += 1;
    let zigzag = byte & 0x7f;
    let scale = 0x80;
    while (byte >= 0x80) {
      byte = source[offset] ?? 0;
      offset += 1;
      zigzag += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    change += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    previous += change;
    column[index] = previous;
  }
  return offset;
};
