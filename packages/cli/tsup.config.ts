import { isBuiltin } from 'node:module';
import type { Options } from 'tsup';
import { shipUi } from '../config/ship-ui.ts';
import { library } from '../config/tsup.ts';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Importing a module of Node's reads everything it exports, lazy parts too: `node:http` so loads undici, 13 ms of the
 * start. Taken from the process, each loads only itself.
 */
const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^[a-z_:/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
    }));
  },
};

/** Zod brings its messages in fifty languages, and speaks English when it is not told otherwise. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup: (build) => {
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * One program instead of a tree of packages: fewer files to find and compile is what makes it start quickly. Only the
 * native driver stays outside. Built from sources, so that no other build comes before but the UI's.
 */
export default library(
  { main: 'src/main.ts' },
  {
    platform: 'node',
    dts: false,
    splitting: true,
    removeNodeProtocol: false,
    sourcemap: false,
    treeshake: false,
    noExternal: [/^(?!better-sqlite3(\/|$))/],
    esbuildPlugins: [lightBuiltins, oneLanguage],
    // For the CommonJS among what is built in.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    esbuildOptions: (options) => {
      options.conditions = ['millrace-source', 'module'];
    },
    onSuccess: shipUi,
  },
);
