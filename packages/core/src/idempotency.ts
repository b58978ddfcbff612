import type { OperationId } from '@millrace/protocol';
import { wire } from '@millrace/protocol/wire';
import { type Awaitable, type Caller, MillraceError, type WriteUnit } from '@millrace/spec';
import { invalid } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';

/** A request that carries a key: what to look for, and what it must match. */
export interface Repeatable {
  readonly key: string;
  readonly operation: OperationId;
  readonly fingerprint: string;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with sorted keys, so that equal inputs are equal texts. NaN and infinities keep apart from null. */
const canonical = (input: unknown): string =>
  JSON.stringify(wire.serialize(input), (_key, value: unknown) =>
    isPlainObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const digest = async (text: string): Promise<string> => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Keys belong to their caller: no one is answered with what another asked. */
export const toRepeatable = async (
  operation: OperationId,
  input: unknown,
  caller: Caller,
): Promise<Repeatable | undefined> => {
  const { idempotencyKey, name } = caller;
  if (idempotencyKey === undefined) return undefined;
  if (idempotencyKey === '' || idempotencyKey.length > LIMITS.idempotencyKey) {
    throw invalid(
      `An idempotency key has 1 to ${LIMITS.idempotencyKey} characters, got ${idempotencyKey.length}`,
      'invalid-idempotency-key',
    );
  }
  return {
    key: `${name}\n${idempotencyKey}`,
    operation,
    fingerprint: await digest(canonical(input)),
  };
};

const requireSameRequest = (
  stored: { operation: string; fingerprint: string },
  request: Repeatable,
): void => {
  if (stored.operation === request.operation && stored.fingerprint === request.fingerprint) return;
  throw new MillraceError(
    'RESOURCE_CONFLICT',
    `The idempotency key was already used by another request (${stored.operation}): use a new key for each request`,
    { reason: 'core/idempotency-key-reused' },
  );
};

/** The answer of the first request with this key, or that of `work`, kept for the next. */
export const answerOnce = async <T>(
  { metadata }: WriteUnit,
  request: Repeatable,
  work: () => Awaitable<T>,
): Promise<T> => {
  const stored = await metadata.findAnswer(request.key);
  if (stored !== undefined) {
    requireSameRequest(stored, request);
    // The stored text is what this operation answered: its type is T.
    return JSON.parse(stored.answer) as T;
  }
  const answer = await work();
  await metadata.putAnswer(request.key, {
    operation: request.operation,
    fingerprint: request.fingerprint,
    answer: JSON.stringify(answer),
  });
  return answer;
};
