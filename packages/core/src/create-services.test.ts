import { type OperationId, operations } from '@millrace/protocol';
import { MillraceError, type Permission, type Right } from '@millrace/spec';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun, withKey } from '../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

const ids = Object.keys(operations) as OperationId[];

const as = (...grants: Permission[]) => ({ caller: { name: 'eve', grants } });

describe('permissions', () => {
  it('guard every operation of the table', async () => {
    expect(Object.keys(harness.services).toSorted()).toEqual(ids.toSorted());
    for (const id of ids) {
      const operation = harness.services[id] as (input: unknown, context: unknown) => unknown;
      const ask = async (): Promise<unknown> => operation({}, as());
      await expectRefusal(ask(), 'PERMISSION_DENIED', new RegExp(`^${id} needs the right`));
    }
  });

  it('let a greater right on the same thing stand for a lesser one', async () => {
    const create = (right: Right, on: Permission['on'] = 'experiment') =>
      harness.call('runs.create', {}, as({ on, right }));
    await expectRefusal(create('read'), 'PERMISSION_DENIED', /experiment:edit.*'eve'/);
    await expectRefusal(create('manage', 'run'), 'PERMISSION_DENIED');
    await create('edit');
    await create('manage');
  });
});

describe('idempotency', () => {
  it('repeats the answer, not the effect', async () => {
    const first = await harness.call('runs.create', { runName: 'a' }, withKey('k1'));
    const again = await harness.call('runs.create', { runName: 'a' }, withKey('k1'));
    expect(again).toEqual(first);
    expect(await harness.call('runs.count', { experimentIds: ['0'] })).toEqual({ total: 1 });
    const other = await harness.call('runs.create', { runName: 'a' }, withKey('k2'));
    expect(other.info.runId).not.toBe(first.info.runId);
  });

  it('knows a request by what it says, not by the order of its words', async () => {
    const { services } = harness;
    const input = { experimentId: '0', userId: 'u', startTime: 1, tags: [] };
    const first = await services['runs.create'](input, withKey('k1'));
    const turned = { tags: [], startTime: 1, userId: 'u', experimentId: '0' };
    expect(await services['runs.create'](turned, withKey('k1'))).toEqual(first);
  });

  it('refuses a key that came with another request', async () => {
    await harness.call('runs.create', { runName: 'a' }, withKey('k1'));
    await expectRefusal(
      harness.call('runs.create', { runName: 'b' }, withKey('k1')),
      'RESOURCE_CONFLICT',
      /already used by another request \(runs\.create\)/,
    );
    await expectRefusal(
      harness.call('experiments.create', { name: 'a' }, withKey('k1')),
      'RESOURCE_CONFLICT',
    );
  });

  it('tells NaN from infinity', async () => {
    const runId = await newRun(harness);
    const log = (value: number) =>
      harness.call('runs.logMetric', { runId, key: 'a', value, timestamp: 1, step: 0 }, withKey('k1'));
    await log(Number.NaN);
    await log(Number.NaN);
    await expectRefusal(log(Number.POSITIVE_INFINITY), 'RESOURCE_CONFLICT');
  });

  it('belongs to one caller', async () => {
    const first = await harness.call('runs.create', {}, withKey('k1', 'ada'));
    const second = await harness.call('runs.create', {}, withKey('k1', 'grace'));
    expect(second.info.runId).not.toBe(first.info.runId);
  });

  it('remembers no refusal: the corrected world may answer', async () => {
    const rename = () => harness.call('experiments.rename', { experimentId: '1', name: 'b' }, withKey('k1'));
    await expectRefusal(rename(), 'RESOURCE_DOES_NOT_EXIST');
    await harness.call('experiments.create', { name: 'a' });
    expect(await rename()).toEqual({});
  });

  it('is once also for requests at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => harness.call('runs.create', {}, withKey('k1'))),
    );
    expect(new Set(answers.map(({ info }) => info.runId)).size).toBe(1);
  });

  it.each(['', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    await expectRefusal(
      harness.call('runs.create', {}, withKey(key)),
      'INVALID_PARAMETER_VALUE',
      /idempotency key/,
    );
  });

  it('does not touch queries', async () => {
    expect(await harness.call('runs.count', { experimentIds: ['0'] }, withKey('k1'))).toEqual({ total: 0 });
    await newRun(harness);
    expect(await harness.call('runs.count', { experimentIds: ['0'] }, withKey('k1'))).toEqual({ total: 1 });
  });
});

describe('errors', () => {
  it('of the store reach the caller as they are', async () => {
    const busy = new MillraceError('TEMPORARILY_UNAVAILABLE', 'The database is busy: try again');
    const failing = { ...harness.store, read: () => Promise.reject(busy), write: () => Promise.reject(busy) };
    harness = createHarness({ store: failing });
    await expect(harness.call('runs.get', { runId: 'a' })).rejects.toBe(busy);
    await expect(harness.call('runs.create', {})).rejects.toBe(busy);
  });
});

describe('server.info', () => {
  it('tells what the server is, without a path', async () => {
    expect(await harness.call('server.info', {})).toEqual({
      version: '1.2.3',
      store: harness.store.describe(),
      artifactRoot: 'mlflow-artifacts:',
      servesArtifacts: true,
    });
  });
});
