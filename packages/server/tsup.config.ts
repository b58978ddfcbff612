import { cp } from 'node:fs/promises';
import { library } from '../config/tsup.ts';

export default library(
  { index: 'src/index.ts', local: 'src/local.ts', node: 'src/node.ts' },
  {
    onSuccess: async () => {
      await cp('../ui/dist', 'dist/ui', { recursive: true });
    },
  },
);
