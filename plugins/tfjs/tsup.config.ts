import { library } from '../../packages/config/tsup.ts';

export default library({ index: 'src/index.ts' });
