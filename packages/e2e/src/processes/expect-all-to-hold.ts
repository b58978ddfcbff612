import { expect } from 'vitest';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What a script of checks printed: all of them there, none failed. */
export const expectAllToHold = (checks: unknown, count: number): void => {
  const list = checks as readonly Check[];
  const failures = list.filter((check) => !check.ok).map((check) => `${check.name}\n${check.detail}`);
  expect(failures.join('\n')).toBe('');
  expect(list.length).toBe(count);
};
