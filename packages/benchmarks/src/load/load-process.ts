import { driveJourneys } from './drive-journeys.ts';
import { driveLoad } from './drive-load.ts';
import type { JourneyPlan } from './journey-plan.ts';
import type { LoadPlan } from './load-plan.ts';

/** Entry of the load's own process. */
const plan: LoadPlan | JourneyPlan = JSON.parse(process.argv[2] ?? '');
const result = 'journey' in plan ? await driveJourneys(plan) : await driveLoad(plan);
process.stdout.write(JSON.stringify(result));
