import type { RestTable } from '../binding.ts';
import { artifactBindings } from './artifacts.ts';
import { experimentBindings } from './experiments.ts';
import { lineageBindings } from './lineage.ts';
import { loggedModelBindings } from './logged-models.ts';
import { metricBindings } from './metrics.ts';
import { modelVersionBindings } from './model-versions.ts';
import { registeredModelBindings } from './registered-models.ts';
import { runBindings } from './runs.ts';
import { serverBindings } from './server.ts';

/** MLflow's REST API over the operations table. A new operation does not compile until it says what it is here. */
export const restTable: RestTable = {
  ...experimentBindings,
  ...runBindings,
  ...metricBindings,
  ...artifactBindings,
  ...registeredModelBindings,
  ...modelVersionBindings,
  ...serverBindings,

  ...loggedModelBindings,
  ...lineageBindings,
};
