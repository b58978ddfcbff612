import { expect, test } from 'vitest';
import { formatOutcome, sumOutcomes } from './outcome.ts';

test('sums every part', () => {
  const total = sumOutcomes([
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 2, failed: 4, skipped: 0 },
  ]);
  expect(total).toEqual({ passed: 5, failed: 4, skipped: 1 });
});

test('says what was skipped only when something was', () => {
  expect(formatOutcome({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(formatOutcome({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
});
