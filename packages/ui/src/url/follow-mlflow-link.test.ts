import { expect, test } from 'vitest';
import { toOwnPath } from './follow-mlflow-link.ts';

test.each([
  ['#/experiments/1/runs/ab12', '/', '/experiments/1/runs/ab12'],
  ['#/experiments/1', '/tracking/', '/tracking/experiments/1'],
  ['#//evil.example/x', '/', undefined],
  ['#/', '/', undefined],
  ['#note', '/', undefined],
  ['', '/', undefined],
])('the hash %j below %j means %j', (hash, basePath, path) => {
  expect(toOwnPath(hash, basePath)).toBe(path);
});
