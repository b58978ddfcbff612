import { MillraceError } from '@millrace/spec';
import type { Columns } from '../../series/columns.ts';
import type { IntegerEncoding } from './integer-column.ts';
import { encodingOf, readVarints, varintBytes, writeVarints } from './integer-column.ts';

/**
 * A stretch of one series, for good. Little-endian.
 *
 *   0  u8   format, 1
 *   1  u8   encodings: timestamps, steps (2 bits each: 0 regular, 1 varint, 2 double), values (2 bits: 0 double, 1 single, 2 all alike)
 *   4  u32  number of points
 *   8  f64  first timestamp, change of the timestamps where regular, first step, change of the steps, the value where all are alike
 *  48       values as f64 or f32, columns of doubles, then the varints of the timestamps and of the steps
 */
const FORMAT = 1;
const HEADER_BYTES = 48;
const INTEGER_ENCODINGS: readonly IntegerEncoding[] = ['regular', 'varint', 'double'];

type ValueEncoding = 0 | 1 | 2;

const valueEncodingOf = (values: Float64Array): ValueEncoding => {
  const first = values[0] as number;
  let alike = true;
  let single = true;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (!Object.is(value, first)) alike = false;
    if (!Object.is(Math.fround(value), value)) single = false;
    if (!alike && !single) return 0;
  }
  return alike ? 2 : 1;
};

const valueBytes = (encoding: ValueEncoding, count: number): number =>
  [count * 8, padded(count * 4), 0][encoding] as number;

/** Doubles must start at a multiple of eight. */
const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export const encodeChunk = ({ count, ...columns }: Columns): Buffer => {
  const timestamps = columns.timestamps.subarray(0, count);
  const steps = columns.steps.subarray(0, count);
  const values = columns.values.subarray(0, count);
  const valueEncoding = valueEncodingOf(values);
  const encodings = [encodingOf(timestamps), encodingOf(steps)] as const;
  const valuesEnd = HEADER_BYTES + valueBytes(valueEncoding, count);
  const bytes = new ArrayBuffer(valuesEnd + 2 * varintBytes(count));
  const header = new DataView(bytes, 0, HEADER_BYTES);
  header.setUint8(0, FORMAT);
  header.setUint8(
    1,
    INTEGER_ENCODINGS.indexOf(encodings[0]) |
      (INTEGER_ENCODINGS.indexOf(encodings[1]) << 2) |
      (valueEncoding << 4),
  );
  header.setUint32(4, count, true);
  for (const [at, column] of [timestamps, steps].entries()) {
    header.setFloat64(8 + at * 16, column[0] as number, true);
    header.setFloat64(16 + at * 16, count > 1 ? (column[1] as number) - (column[0] as number) : 0, true);
  }
  header.setFloat64(40, values[0] as number, true);
  if (valueEncoding === 0) new Float64Array(bytes, HEADER_BYTES, count).set(values);
  if (valueEncoding === 1) new Float32Array(bytes, HEADER_BYTES, count).set(values);
  let offset = valuesEnd;
  for (const [at, column] of [timestamps, steps].entries()) {
    if (encodings[at] !== 'double') continue;
    new Float64Array(bytes, offset, count).set(column);
    offset += count * 8;
  }
  const cells = new Uint8Array(bytes);
  for (const [at, column] of [timestamps, steps].entries()) {
    if (encodings[at] === 'varint') offset = writeVarints(column, cells, offset);
  }
  return Buffer.from(bytes, 0, offset);
};

const damaged = (): MillraceError =>
  new MillraceError(
    'DATA_LOSS',
    'The database is damaged: a series cannot be read. Restore it from a backup.',
    {
      reason: 'storage/damaged',
    },
  );

const readValues = (bytes: ArrayBuffer, encoding: ValueEncoding, count: number): Float64Array => {
  if (encoding === 0) return new Float64Array(bytes, HEADER_BYTES, count);
  if (encoding === 1) return Float64Array.from(new Float32Array(bytes, HEADER_BYTES, count));
  return new Float64Array(count).fill(new DataView(bytes).getFloat64(40, true));
};

export const decodeChunk = (stored: Uint8Array): Columns => {
  if (stored.length < HEADER_BYTES || stored[0] !== FORMAT) throw damaged();
  // Columns of doubles need an aligned start, which a buffer from the driver does not promise.
  const bytes = new Uint8Array(stored).buffer;
  const header = new DataView(bytes, 0, HEADER_BYTES);
  const packed = header.getUint8(1);
  const count = header.getUint32(4, true);
  const valueEncoding = ((packed >> 4) & 3) as ValueEncoding;
  const encodings = [INTEGER_ENCODINGS[packed & 3], INTEGER_ENCODINGS[(packed >> 2) & 3]] as const;
  let offset = HEADER_BYTES + valueBytes(valueEncoding, count);
  const doubles = encodings.filter((encoding) => encoding === 'double').length;
  if (offset + doubles * count * 8 > stored.length) throw damaged();
  const decoded: Float64Array[] = [];
  for (const [at, encoding] of encodings.entries()) {
    if (encoding !== 'double') continue;
    decoded[at] = new Float64Array(bytes, offset, count);
    offset += count * 8;
  }
  const cells = new Uint8Array(bytes);
  for (const [at, encoding] of encodings.entries()) {
    if (encoding === 'double') continue;
    const column = new Float64Array(count);
    const first = header.getFloat64(8 + at * 16, true);
    column[0] = first;
    if (encoding === 'varint') offset = readVarints(column, cells, offset);
    else {
      const change = header.getFloat64(16 + at * 16, true);
      for (let index = 1; index < count; index += 1) column[index] = first + change * index;
    }
    decoded[at] = column;
  }
  if (offset !== stored.length) throw damaged();
  const [timestamps, steps] = decoded as [Float64Array, Float64Array];
  return { count, timestamps, steps, values: readValues(bytes, valueEncoding, count) };
};
