import { MillraceError } from '@millrace/spec';
import type { z } from 'zod';
import { type OperationId, operations } from './operations/index.ts';
import type { Input } from './services.ts';

/** What is wrong with a value, in one line: the field, what was expected. */
export const describeIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => (issue.path.length > 0 ? `'${issue.path.join('.')}': ${issue.message}` : issue.message))
    .join('; ');

/** The one way in: checks what a caller sent against the table. Throws INVALID_PARAMETER_VALUE. */
export const parseInput = <Id extends OperationId>(id: Id, raw: unknown): Input<Id> => {
  const result = operations[id].input.safeParse(raw);
  if (result.success) return result.data as Input<Id>;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Invalid input for ${id}: ${describeIssues(result.error)}`,
  );
};
