import type { Metric } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

/**
 * What one request brought, as one blob of `point_log`: cheap to write, a few bytes a point. Little-endian.
 *
 *   0  u8   format, 1
 *   1  u8   width of a key, a step, a timestamp (2 bits each): 0 all alike, 1 one byte, 2 four bytes, 3 a double
 *   4  u32  number of points
 *   8  f64  smallest key, step and timestamp: the columns hold what is above it, a double holds the number itself
 *  32       values as f64, then the columns of doubles, of four bytes and of one byte
 */
const FORMAT = 1;
const HEADER_BYTES = 32;
const WIDTH_BYTES = [0, 1, 4, 8] as const;

type Width = 0 | 1 | 2 | 3;

export interface PointBlock {
  readonly count: number;
  readonly keys: Float64Array;
  readonly steps: Float64Array;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

const widthFor = (range: number): Width => {
  if (range === 0) return 0;
  if (range < 0x100) return 1;
  return range <= 0xffff_ffff ? 2 : 3;
};

/** Reused from one request to the next: SQLite copies what it is given. */
let capacity = 0;
let scratch = new ArrayBuffer(0);
let columns = new Float64Array(0);

/** The same for reading, which is as frequent. */
let decodedBytes = new Uint8Array(0);
let decodedColumns = new Float64Array(0);

const reserve = (count: number): void => {
  if (count <= capacity) return;
  capacity = Math.max(1024, count * 2);
  scratch = new ArrayBuffer(HEADER_BYTES + capacity * 32);
  columns = new Float64Array(capacity * 3);
};

const writeColumn = (column: Float64Array, target: { offset: number; width: Width }, base: number): void => {
  const { offset, width } = target;
  const { length } = column;
  if (width === 3) {
    new Float64Array(scratch, offset, length).set(column);
    return;
  }
  const cells =
    width === 1 ? new Uint8Array(scratch, offset, length) : new Uint32Array(scratch, offset, length);
  for (let index = 0; index < length; index += 1) cells[index] = (column[index] as number) - base;
};

/** The bytes are good until the next call. */
export const encodePoints = (points: readonly Metric[], keyOf: (key: string) => number): Buffer => {
  const count = points.length;
  reserve(count);
  const keys = columns.subarray(0, count);
  const steps = columns.subarray(count, count * 2);
  const timestamps = columns.subarray(count * 2, count * 3);
  const values = new Float64Array(scratch, HEADER_BYTES, count);
  const low = [Infinity, Infinity, Infinity] as [number, number, number];
  const high = [-Infinity, -Infinity, -Infinity] as [number, number, number];
  let index = 0;
  for (const point of points) {
    const key = keyOf(point.key);
    const { step, timestamp } = point;
    keys[index] = key;
    steps[index] = step;
    timestamps[index] = timestamp;
    values[index] = point.value;
    if (key < low[0]) low[0] = key;
    if (key > high[0]) high[0] = key;
    if (step < low[1]) low[1] = step;
    if (step > high[1]) high[1] = step;
    if (timestamp < low[2]) low[2] = timestamp;
    if (timestamp > high[2]) high[2] = timestamp;
    index += 1;
  }
  const widths = [0, 1, 2].map((at) => widthFor((high[at] as number) - (low[at] as number))) as Width[];
  const header = new DataView(scratch, 0, HEADER_BYTES);
  header.setUint8(0, FORMAT);
  header.setUint8(1, (widths[0] as number) | ((widths[1] as number) << 2) | ((widths[2] as number) << 4));
  header.setUint16(2, 0);
  header.setUint32(4, count, true);
  for (const at of [0, 1, 2]) header.setFloat64(8 + at * 8, low[at] as number, true);
  let offset = HEADER_BYTES + count * 8;
  for (const width of [3, 2, 1] as const) {
    for (const [at, column] of [keys, steps, timestamps].entries()) {
      if (widths[at] !== width) continue;
      writeColumn(column, { offset, width }, low[at] as number);
      offset += count * WIDTH_BYTES[width];
    }
  }
  return Buffer.from(scratch, 0, offset);
};

const damaged = (): MillraceError =>
  new MillraceError(
    'DATA_LOSS',
    'The database is damaged: points cannot be read. Restore it from a backup.',
    {
      reason: 'storage/damaged',
    },
  );

/** The columns are good until the next call. */
export const decodePoints = (bytes: Uint8Array): PointBlock => {
  if (bytes.length < HEADER_BYTES || bytes[0] !== FORMAT) throw damaged();
  // Columns of doubles need an aligned start, which a buffer from the driver does not promise.
  if (decodedBytes.length < bytes.length) decodedBytes = new Uint8Array(Math.max(65_536, bytes.length * 2));
  decodedBytes.set(bytes);
  const copy = decodedBytes.buffer;
  const header = new DataView(copy, 0, HEADER_BYTES);
  const packed = header.getUint8(1);
  const count = header.getUint32(4, true);
  const widths = [packed & 3, (packed >> 2) & 3, (packed >> 4) & 3] as Width[];
  const size = widths.reduce((sum, width) => sum + count * WIDTH_BYTES[width], HEADER_BYTES + count * 8);
  if (size !== bytes.length) throw damaged();
  if (decodedColumns.length < count * 3) decodedColumns = new Float64Array(Math.max(4096, count * 6));
  let offset = HEADER_BYTES + count * 8;
  const decoded: Float64Array[] = [];
  for (const wanted of [3, 2, 1, 0] as const) {
    for (const [at, width] of widths.entries()) {
      if (width !== wanted) continue;
      const base = header.getFloat64(8 + at * 8, true);
      decoded[at] = readColumn(
        copy,
        { offset, width, column: decodedColumns.subarray(at * count, (at + 1) * count) },
        base,
      );
      offset += count * WIDTH_BYTES[width];
    }
  }
  const [keys, steps, timestamps] = decoded as [Float64Array, Float64Array, Float64Array];
  return { count, keys, steps, timestamps, values: new Float64Array(copy, HEADER_BYTES, count) };
};

const readColumn = (
  source: ArrayBuffer,
  { offset, width, column }: { offset: number; width: Width; column: Float64Array },
  base: number,
): Float64Array => {
  const { length } = column;
  if (width === 0) return column.fill(base);
  if (width === 3) return new Float64Array(source, offset, length);
  const cells =
    width === 1 ? new Uint8Array(source, offset, length) : new Uint32Array(source, offset, length);
  for (let index = 0; index < length; index += 1) column[index] = (cells[index] as number) + base;
  return column;
};
