import type { CallContext, OperationId, Services } from '@millrace/protocol';
import { isByteSource } from './byte-source.ts';
import { retry, type RetryPolicy } from './retry.ts';

/** Operations whose repetition would make a second thing. */
const CREATES: ReadonlySet<OperationId> = new Set<OperationId>(['runs.create', 'experiments.create']);

type Call = (input: unknown, context: CallContext) => Promise<unknown>;

const mayRepeat = (input: unknown): boolean => {
  const body: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'body') : undefined;
  if (typeof body !== 'object' || body === null) return true;
  return (
    isByteSource(body as AsyncIterable<Uint8Array>) && (body as { replayable?: boolean }).replayable === true
  );
};

/** The same services, patient: what may pass is tried again. Creates carry one idempotency key over all attempts. */
export const createRetryingServices = (services: Services, policy: RetryPolicy): Services => {
  const patient = (id: OperationId, call: Call): Call => {
    return (input, context) => {
      const caller =
        CREATES.has(id) && context.caller.idempotencyKey === undefined
          ? { ...context.caller, idempotencyKey: crypto.randomUUID() }
          : context.caller;
      const attempt = (): Promise<unknown> => call(input, { ...context, caller });
      return mayRepeat(input) ? retry(attempt, policy) : attempt();
    };
  };
  const entries = Object.entries(services).map(([id, call]) => [
    id,
    id === 'changes.watch' ? call : patient(id as OperationId, call as Call),
  ]);
  return Object.fromEntries(entries) as Services;
};
