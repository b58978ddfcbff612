import { shipUi } from '../config/ship-ui.ts';
import { library } from '../config/tsup.ts';

export default library(
  { index: 'src/index.ts', local: 'src/local.ts', node: 'src/node.ts' },
  { onSuccess: shipUi },
);
