/** What an operation does to what it touches, from least to most. */
export type Right = 'read' | 'edit' | 'manage';

/** Declared by every operation: the right it needs, and on what. */
export interface Permission {
  readonly on: 'experiment' | 'run' | 'artifact' | 'model' | 'server';
  readonly right: Right;
}

/** Who asks. Accounts will fill it from a login; today there is one local user who may do everything. */
export interface Caller {
  readonly name: string;
  readonly grants: 'all' | readonly Permission[];
  /** Repeating a request with the same key repeats its answer, not its effect. */
  readonly idempotencyKey?: string | undefined;
}
