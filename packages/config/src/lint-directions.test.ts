import { expect, test } from 'vitest';
import { DIRECTIONS, PLUGIN_DIRECTIONS } from './directions.ts';
import { read } from './workspace.ts';

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}

const { overrides } = JSON.parse(read('.oxlintrc.json')) as { overrides: readonly Override[] };

const ruleFor = (allowed: readonly string[]): unknown => [
  'error',
  {
    patterns: [
      {
        group: [
          '@millrace/*',
          '@millrace/*/**',
          ...allowed.flatMap((id) => [`!@millrace/${id}`, `!@millrace/${id}/**`]),
        ],
        message: 'See packages/config/src/directions.ts.',
      },
    ],
  },
];

const expected: readonly (readonly [string, readonly string[]])[] = [
  ...Object.entries(DIRECTIONS).map(([id, allowed]) => [`packages/${id}/src/**`, allowed] as const),
  ['plugins/*/src/**', PLUGIN_DIRECTIONS],
];

test.each(expected)('lint knows the directions of %s', (files, allowed) => {
  const rules = overrides
    .filter((override) => override.files.includes(files))
    .map((override) => override.rules['no-restricted-imports'])
    .filter((rule) => rule !== undefined);
  expect(rules).toEqual([ruleFor(allowed)]);
});
