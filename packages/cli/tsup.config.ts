import { cp } from 'node:fs/promises';
import { library } from '../config/tsup.ts';

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
    treeshake: false,
    noExternal: [/.*/],
    external: ['better-sqlite3', /^better-sqlite3\//],
    // For the CommonJS among what is built in.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    esbuildOptions: (options) => {
      options.conditions = ['millrace-source', 'module'];
    },
    onSuccess: async () => {
      await cp('../ui/dist', 'dist/ui', { recursive: true });
    },
  },
);
