import { isDeepStrictEqual } from 'node:util';
import { nameOf, startOf } from '../load/run-data.ts';
import type { Gate } from './workload.ts';

const numbers = (runs: number): number[] => Array.from({ length: runs }, (_, run) => run);

/** Names of the runs in the order of a search without an order. */
export const newestFirst = (runs: number): string[] =>
  numbers(runs)
    .sort((left, right) => startOf(right) - startOf(left))
    .map(nameOf);

export interface Expectation {
  holds(run: number): boolean;
  valueOf(run: number): number;
  readonly direction: 'ASC' | 'DESC';
}

/** Names of the runs that a search finds, by a value that no two of them share. */
export const foundInOrder = (runs: number, { holds, valueOf, direction }: Expectation): string[] =>
  numbers(runs)
    .filter(holds)
    .sort((left, right) => (valueOf(left) - valueOf(right)) * (direction === 'ASC' ? 1 : -1))
    .map(nameOf);

export const expectNames = (name: string, actual: readonly string[], expected: readonly string[]): Gate => {
  const wrong = expected.findIndex((one, index) => one !== actual[index]);
  return {
    name,
    holds: isDeepStrictEqual(actual, expected),
    detail:
      wrong === -1
        ? `${actual.length} of ${expected.length} runs`
        : `at ${wrong}: ${actual[wrong] ?? 'nothing'} instead of ${expected[wrong] ?? 'nothing'}`,
  };
};
