/**
 * What each package may depend on among ours, at run time. Read as: the key may import the values.
 * Development-only packages (testkit, config, and storage for tests) are not listed: they come as devDependencies.
 */
export const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  search: ['spec'],
  'plugin-kit': ['spec'],
  protocol: ['spec'],
  models: ['spec'],
  storage: ['spec'],
  testkit: ['spec'],
  core: ['spec', 'protocol', 'search'],
  'mlflow-rest': ['spec', 'protocol'],
  server: ['spec', 'protocol', 'core', 'storage', 'mlflow-rest'],
  client: ['spec', 'protocol', 'models', 'server'],
  cli: ['spec', 'protocol', 'client', 'server'],
  ui: ['spec', 'protocol', 'search'],
};

/** What every plugin may import of ours. */
export const PLUGIN_DIRECTIONS: readonly string[] = ['spec', 'plugin-kit'];

/** Private packages that look at the house from outside and may import all of it. */
export const OUTSIDERS: readonly string[] = ['config', 'e2e', 'benchmarks'];

/** Imports that only a single place may make: the package, what it imports, and the files that may. */
export const SINGLE_DOORS: readonly { from: string; to: string; files: RegExp; dynamic: true }[] = [
  {
    from: 'client',
    to: '@millrace/server/local',
    files: /^packages\/client\/src\/platform\//,
    dynamic: true,
  },
];
