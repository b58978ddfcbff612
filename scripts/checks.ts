import type { Check } from './run-check.ts';

const turbo = (task: string, ...more: readonly string[]): readonly string[] => [
  'run',
  task,
  '--output-logs=errors-only',
  '--log-order=grouped',
  ...more,
];

/** What every commit must hold, and costs seconds. */
export const SOURCE_CHECKS: readonly Check[] = [
  { name: 'types', command: 'turbo', args: turbo('typecheck') },
  { name: 'types of the root', command: 'tsc', args: ['-p', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--quiet'] },
  { name: 'format', command: 'biome', args: ['format', '.'] },
  { name: 'unused code and dependencies', command: 'knip', args: [] },
];

/** The real command, for what starts it. */
export const BUILD_COMMAND: Check = {
  name: 'build of the command',
  command: 'turbo',
  args: turbo('build', '--filter=@millrace/cli'),
};

export const BUILD: Check = { name: 'build', command: 'turbo', args: turbo('build') };
