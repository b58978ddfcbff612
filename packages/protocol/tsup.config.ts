import { library } from '../config/tsup.ts';

export default library({ index: 'src/index.ts', router: 'src/router.ts', wire: 'src/wire.ts' });
