import type { Permission, Right } from '@millrace/spec';
import type { z } from 'zod';

/**
 * How an operation travels. `upload` and `download` carry bytes beside their JSON and so have HTTP routes of their own;
 * a `subscription` answers many times.
 */
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'upload' | 'download';

export interface Operation<
  Kind extends OperationKind = OperationKind,
  In extends z.ZodType = z.ZodType,
  Out extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind;
  readonly permission: Permission;
  readonly input: In;
  readonly output: Out;
}

/** `needs` reads `'run:edit'`: on what, which right. */
export const operation = <Kind extends OperationKind, In extends z.ZodType, Out extends z.ZodType>(
  kind: Kind,
  needs: `${Permission['on']}:${Right}`,
  schemas: { input: In; output: Out },
): Operation<Kind, In, Out> => {
  const [on, right] = needs.split(':') as [Permission['on'], Right];
  return { kind, permission: { on, right }, ...schemas };
};
