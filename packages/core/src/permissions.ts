import { type OperationId, operations } from '@millrace/protocol';
import { type Caller, MillraceError, type Permission, type Right } from '@millrace/spec';

const RANK: Readonly<Record<Right, number>> = { read: 0, edit: 1, manage: 2 };

const covers = (granted: Permission, needed: Permission): boolean =>
  granted.on === needed.on && RANK[granted.right] >= RANK[needed.right];

/** Throws PERMISSION_DENIED unless one of the caller's grants covers what the operation declares. */
export const requirePermission = (id: OperationId, caller: Caller): void => {
  if (caller.grants === 'all') return;
  const { permission } = operations[id];
  if (caller.grants.some((granted) => covers(granted, permission))) return;
  throw new MillraceError(
    'PERMISSION_DENIED',
    `${id} needs the right ${permission.on}:${permission.right}, which '${caller.name}' does not have`,
    { reason: 'core/permission-denied' },
  );
};
