import { library } from '../config/tsup.ts';

export default library({ main: 'src/main.ts' });
