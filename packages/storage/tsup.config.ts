import { library } from '../config/tsup.ts';

export default library({
  'sqlite/index': 'src/sqlite/index.ts',
  'memory/index': 'src/memory/index.ts',
  'artifacts-fs/index': 'src/artifacts-fs/index.ts',
});
