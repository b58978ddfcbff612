import {
  type CallContext,
  type OperationId,
  type Output,
  parseInput,
  type RawInput,
  type Services,
} from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import { createMemoryStore } from '@millrace/storage/memory';
import { expect } from 'vitest';
import { createServices, type ServicePorts } from '../src/index.ts';
import { createTestArtifacts, type MemoryArtifacts } from './memory-artifacts.ts';
import { createRecordingStore, type RecordingStore } from './recording-store.ts';

export const everyone: CallContext = { caller: { name: 'ada', grants: 'all' } };

export const withKey = (idempotencyKey: string, name = 'ada'): CallContext => ({
  caller: { name, grants: 'all', idempotencyKey },
});

export interface Harness {
  readonly services: Services;
  readonly store: RecordingStore;
  readonly artifacts: MemoryArtifacts;
  /** Calls an operation as an edge does: the input parsed by the table first. */
  call<Id extends Exclude<OperationId, 'changes.watch'>>(
    id: Id,
    input: RawInput<Id>,
    context?: CallContext,
  ): Promise<Output<Id>>;
  /** Sets the clock. */
  at(time: number): void;
}

export const createHarness = (ports: Partial<ServicePorts> = {}): Harness => {
  let time = 1_000;
  const store = createRecordingStore(ports.store ?? createMemoryStore());
  const artifacts = createTestArtifacts();
  const services = createServices({
    artifacts,
    info: { version: '1.2.3', artifactRoot: 'mlflow-artifacts:', servesArtifacts: true },
    now: () => time,
    ...ports,
    store,
  });
  return {
    services,
    store,
    artifacts,
    call: (id, input, context = everyone) => {
      const operation = services[id] as (input: unknown, context: CallContext) => Promise<Output<typeof id>>;
      return operation(parseInput(id, input), context);
    },
    at: (next) => {
      time = next;
    },
  };
};

/** Expects a refusal with this code, and a text that a person can act on. */
export const expectRefusal = async (
  outcome: Promise<unknown>,
  code: MillraceError['code'],
  text: RegExp = /./,
): Promise<void> => {
  const error: unknown = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MillraceError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(text) });
};

export const newRun = async (harness: Harness, experimentId = '0'): Promise<string> =>
  (await harness.call('runs.create', { experimentId })).info.runId;
