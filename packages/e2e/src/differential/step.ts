/**
 * One request, the same for both servers. `$E0`, `$R3` stand for ids, which each server gives out for itself: the answer
 * of the step that `makes` one tells it.
 */
export interface Step {
  readonly method: 'GET' | 'POST';
  /** Below `/api/2.0/mlflow/`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly makes?: string | undefined;
}
