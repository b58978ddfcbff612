const MINUS = '\u2212';
const NARROW_SPACE = '\u202f';

const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const withGroups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? withGroups : `${withGroups}.${fraction}`;
};

const signed = (value: number, magnitude: string): string =>
  value < 0 && /[1-9]/.test(magnitude) ? `${MINUS}${magnitude}` : magnitude;

const isTiny = (size: number): boolean => size !== 0 && size < 0.001;
const isHuge = (size: number): boolean => size >= 1_000_000;

const exponential = (value: number): string =>
  signed(value, Math.abs(value).toExponential(2).replace('e+', 'e').replace('e-', `e${MINUS}`));

const special = (value: number): string | undefined => {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  if (value === 0) return '0';
  return undefined;
};

/** Digits after the point that give 4 significant digits at a number of this size, at most 6. */
const decimalsFor = (size: number): number =>
  size === 0 ? 0 : Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size))));

/** A number that stands alone: 4 significant digits, zeros kept; integers whole. */
export const formatNumber = (value: number): string => {
  const size = Math.abs(value);
  const named = special(value);
  if (named !== undefined) return named;
  if (isTiny(size) || isHuge(size)) return exponential(value);
  return signed(value, grouped(size.toFixed(Number.isInteger(value) ? 0 : decimalsFor(size))));
};

/** One number of decimals for a column, so that points align: 4 significant digits at the median. */
export const columnDecimals = (values: readonly number[]): number => {
  const sizes = values
    .filter((value) => Number.isFinite(value))
    .map(Math.abs)
    .filter((size) => size !== 0 && !isTiny(size) && !isHuge(size))
    .sort((a, b) => a - b);
  if (sizes.every(Number.isInteger)) return 0;
  return decimalsFor(sizes[sizes.length >> 1] ?? 0);
};

/** A number in a column of such decimals. */
export const formatInColumn = (value: number, decimals: number): string => {
  const size = Math.abs(value);
  const named = special(value);
  if (named !== undefined) return named;
  if (isTiny(size) || isHuge(size)) return exponential(value);
  return signed(value, grouped(size.toFixed(decimals)));
};

/** Integers and counts. */
export const formatCount = (value: number): string => signed(value, grouped(String(Math.abs(value))));

const trimmed = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)));

/** Steps and throughput on axes and behind `@`: 59k, 1.5k, 2.4M. */
export const formatStep = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 999_950) return signed(value, `${trimmed(size / 1_000_000, 1)}M`);
  if (size >= 1000) return signed(value, `${trimmed(size / 1000, 1)}k`);
  return signed(value, trimmed(size, 3));
};

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

/** A tick of a value axis: as short as its neighbours allow, `step` being their distance. */
export const formatTick = (value: number, step: number): string => {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1_000_000) {
    return signed(
      value,
      size.toExponential(1).replace('.0e', 'e').replace('e+', 'e').replace('e-', `e${MINUS}`),
    );
  }
  let decimals = 0;
  while (decimals < 6 && !isWhole(step * 10 ** decimals)) decimals++;
  return signed(value, grouped(size.toFixed(decimals)));
};

/** The change from one value to another: always a sign; `=` below 0.15 %; from zero, `new`. */
export const formatChange = (from: number, to: number): string => {
  if (from === to) return '=';
  if (from === 0) return 'new';
  const percent = ((to - from) / Math.abs(from)) * 100;
  if (!Number.isFinite(percent)) return formatNumber(to);
  if (Math.abs(percent) < 0.15) return '=';
  return `${percent < 0 ? MINUS : '+'}${grouped(Math.abs(percent).toFixed(1))}${NARROW_SPACE}%`;
};

/** Full double precision with plain characters, for titles and copies. */
export const formatExact = (value: number): string => String(value);

/** Text logged as a parameter that reads as a number: it stands right in its column, as logged. */
export const looksNumeric = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);

/** Bytes in decimal units, 3 digits. */
export const formatSize = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toPrecision(3)} ${units[unit]}`;
};
