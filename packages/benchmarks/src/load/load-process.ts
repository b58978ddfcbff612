import { driveLoad } from './drive-load.ts';
import type { LoadPlan } from './load-plan.ts';

/** Entry of the load's own process. */
const plan: LoadPlan = JSON.parse(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(await driveLoad(plan)));
