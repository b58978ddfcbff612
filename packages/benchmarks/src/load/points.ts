/**
 * The points a load sends, as a pure function of their place: what was stored can be told right from wrong without
 * keeping what was sent. Every number has a fixed width, so that a body is encoded once and only its digits change.
 */
const FIRST_STEP = 1_000_000;
const TIMESTAMP_HEAD = '173244';

/** Seven digits: the step, the end of the timestamp and the end of the value of body `index` of a run. */
export const digitsOf = (index: number): string => String(FIRST_STEP + index);

export const keyName = (key: number): string => `metric_${String(key).padStart(4, '0')}`;

export interface Point {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

/** The point of one key in body `index`. */
export const pointAt = (key: number, index: number): Point => {
  const digits = digitsOf(index);
  return {
    key: keyName(key),
    value: Number(`0.1${String(key).padStart(4, '0')}${digits}`),
    timestamp: Number(TIMESTAMP_HEAD + digits),
    step: FIRST_STEP + index,
  };
};

/** JSON of a point whose digits are zeros, to be filled in. */
export const pointTemplate = (key: number, hole: string): string =>
  `"key":"${keyName(key)}","value":0.1${String(key).padStart(4, '0')}${hole},` +
  `"timestamp":${TIMESTAMP_HEAD}${hole},"step":${hole}`;
