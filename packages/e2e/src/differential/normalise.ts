import type { Told } from './server-face.ts';

/** Each server's own clock. */
const CLOCKS = new Set(['creation_time', 'last_update_time']);
/** Lists without an order: by key. */
const SETS = new Set(['tags', 'params', 'metrics']);
/** Three words and numbers that a server made up. */
const MADE_UP = /^[a-z]+-[a-z]+-\d{1,3}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (value: unknown): string => (isObject(value) ? String(value['key']) : '');

const isPoints = (list: readonly unknown[]): boolean => {
  const keys = list.map(keyOf);
  return new Set(keys).size < keys.length;
};

const walk = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) {
    const items = value.map((item) => walk(item, ''));
    // A history has one key and an order.
    return SETS.has(name) && !isPoints(items)
      ? items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      : items;
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, CLOCKS.has(key) ? 'a time' : walk(item, key)]),
    );
  }
  return typeof value === 'string' && MADE_UP.test(value) ? 'a made-up name' : value;
};

/** What of an answer must be the same on both: of an error, its status and code. */
export const normalise = ({ status, body }: Told): unknown =>
  status === 200
    ? { status, body: walk(body, '') }
    : { status, code: isObject(body) ? body['error_code'] : 'no JSON' };
