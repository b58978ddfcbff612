import { artifactOperations } from './artifacts.ts';
import { experimentOperations } from './experiments.ts';
import { lineageOperations } from './lineage.ts';
import { loggedModelOperations } from './logged-models.ts';
import { metricOperations } from './metrics.ts';
import { modelVersionOperations } from './model-versions.ts';
import { registeredModelOperations } from './registered-models.ts';
import { registryOperations } from './registry.ts';
import { runOperations } from './runs.ts';
import { serverOperations } from './server.ts';

/** Everything Millrace can do. Each surface is a total table over these ids. */
export const operations = {
  ...experimentOperations,
  ...runOperations,
  ...metricOperations,
  ...artifactOperations,
  ...registeredModelOperations,
  ...modelVersionOperations,
  ...registryOperations,
  ...serverOperations,

  ...loggedModelOperations,
  ...lineageOperations,
} as const;

export type OperationTable = typeof operations;

export type OperationId = keyof OperationTable;

/** The ids of one kind. */
export type OperationIdOf<Kind extends OperationTable[OperationId]['kind']> = {
  [Id in OperationId]: OperationTable[Id]['kind'] extends Kind ? Id : never;
}[OperationId];
