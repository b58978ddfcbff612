import type { OperationId, Services } from '@millrace/protocol';
import { isByteSource } from './byte-source.ts';
import { callOf, createEach } from './operation-kinds.ts';
import { retry, type RetryPolicy } from './retry.ts';

/** Operations whose repetition would make a second thing. */
const CREATES: ReadonlySet<OperationId> = new Set<OperationId>([
  'runs.create',
  'experiments.create',
  'loggedModels.create',
  'runs.logModel',

  'registeredModels.create',
  'modelVersions.create',
  'modelVersions.copy',
]);

const mayRepeat = (input: unknown): boolean => {
  const body: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'body') : undefined;
  if (typeof body !== 'object' || body === null) return true;
  return (
    isByteSource(body as AsyncIterable<Uint8Array>) && (body as { replayable?: boolean }).replayable === true
  );
};

/** The same services, patient: what may pass is tried again. Creates carry one idempotency key over all attempts. */
export const createRetryingServices = (services: Services, policy: RetryPolicy): Services =>
  createEach((id, kind) => {
    const call = callOf(services, id);
    if (kind === 'subscription') return call;
    return (input, context) => {
      const caller =
        CREATES.has(id) && context.caller.idempotencyKey === undefined
          ? { ...context.caller, idempotencyKey: crypto.randomUUID() }
          : context.caller;
      const attempt = async (): Promise<unknown> => call(input, { ...context, caller });
      return mayRepeat(input) ? retry(attempt, policy) : attempt();
    };
  });
