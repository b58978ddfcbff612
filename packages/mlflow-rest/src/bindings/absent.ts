import type { Method } from '../binding.ts';

interface Absent {
  readonly method: Method;
  readonly path: string;
}

/**
 * Searches over what Millrace does not keep, so that nothing is found. MLflow's client makes them on its way to
 * something else: it looks for a logged model before it lists or downloads a folder of a run.
 */
export const absentSearches: readonly Absent[] = [{ method: 'POST', path: '/mlflow/logged-models/search' }];
