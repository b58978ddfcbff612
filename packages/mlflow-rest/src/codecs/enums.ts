import type { RunStatus, ViewType } from '@millrace/spec';

/** Numbers of MLflow's proto enums. */
export const VIEW_TYPES: Readonly<Record<ViewType, number>> = { ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 };

export const RUN_STATUSES: Readonly<Record<RunStatus, number>> = {
  RUNNING: 1,
  SCHEDULED: 2,
  FINISHED: 3,
  FAILED: 4,
  KILLED: 5,
};
