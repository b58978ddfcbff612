import { expect, it } from 'vitest';
import { formatAge, formatDuration, formatTimestamp } from './time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [8.6, '8.6 ms'],
  [250.4, '250 ms'],
  [42 * SECOND, '42 s'],
  [59.7 * SECOND, '1m 00s'],
  [9 * MINUTE + 31 * SECOND, '9m 31s'],
  [2 * HOUR + 4 * MINUTE, '2h 04m'],
  [2 * HOUR + 24 * MINUTE, '2h 24m'],
  [26 * HOUR, '1d 02h'],
])('%d ms last %s', (ms, shown) => expect(formatDuration(ms)).toBe(shown));

it.each([
  [-5 * MINUTE, 'now'],
  [59 * SECOND, 'now'],
  [22 * MINUTE, '22 min'],
  [9 * HOUR, '9 h'],
  [30 * DAY, '30 d'],
  [31 * DAY, '1 mo'],
  [400 * DAY, '13 mo'],
])('%d ms ago is %s', (age, shown) => expect(formatAge(1e12 - age, 1e12)).toBe(shown));

it('says date, time and zone', () => {
  const time = Date.UTC(2026, 10, 20, 14, 2, 11);
  expect(formatTimestamp(time, 'UTC')).toBe('2026-11-20 14:02:11 UTC');
  expect(formatTimestamp(Date.UTC(2026, 0, 1, 0, 0, 0), 'UTC')).toBe('2026-01-01 00:00:00 UTC');
});
