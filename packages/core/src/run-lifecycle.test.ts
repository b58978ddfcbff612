import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

const get = (runId: string) => harness.call('runs.get', { runId });
const tagsOf = async (runId: string) =>
  Object.fromEntries((await get(runId)).tags.map(({ key, value }) => [key, value]));

describe('runs.create', () => {
  it('starts a run in the default experiment', async () => {
    const run = await harness.call('runs.create', { runName: 'first', startTime: 7, userId: 'ada' });
    expect(run).toEqual({
      info: {
        runId: expect.stringMatching(/^[0-9a-f]{32}$/),
        runName: 'first',
        experimentId: '0',
        userId: 'ada',
        status: 'RUNNING',
        startTime: 7,
        endTime: null,
        artifactUri: `mlflow-artifacts:/0/${run.info.runId}/artifacts`,
        lifecycleStage: 'active',
      },
      metrics: [],
      params: [],
      tags: [{ key: 'mlflow.runName', value: 'first' }],
    });
    const lineage = { datasets: [], inputModels: [], outputModels: [] };
    expect(await get(run.info.runId)).toEqual({ ...run, lineage });
  });

  it('makes up a name when none is given, and tags it', async () => {
    const run = await harness.call('runs.create', {});
    expect(run.info.runName).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/);
    expect(run.tags).toEqual([{ key: 'mlflow.runName', value: run.info.runName }]);
    expect(run.info.startTime).toBe(0);
  });

  it('takes the name from the tag, and other tags as they are', async () => {
    const tags = [
      { key: 'mlflow.runName', value: 'tagged' },
      { key: 'mlflow.user', value: 'grace' },
    ];
    const run = await harness.call('runs.create', { tags });
    expect(run.info).toMatchObject({ runName: 'tagged', userId: '' });
    expect(run.tags).toEqual(tags);
  });

  it('refuses two names that differ', async () => {
    const tags = [{ key: 'mlflow.runName', value: 'b' }];
    await expectRefusal(
      harness.call('runs.create', { runName: 'a', tags }),
      'INVALID_PARAMETER_VALUE',
      /run_name='a', mlflow.runName='b'/,
    );
    expect((await harness.call('runs.create', { runName: 'b', tags })).info.runName).toBe('b');
  });

  it('puts artifacts below the location of its experiment', async () => {
    const artifactLocation = 'mlflow-artifacts:/team/forest';
    const { experimentId } = await harness.call('experiments.create', { name: 'forest', artifactLocation });
    const { info } = await harness.call('runs.create', { experimentId });
    expect(info.artifactUri).toBe(`${artifactLocation}/${info.runId}/artifacts`);
  });

  it('needs an experiment that is there', async () => {
    await expectRefusal(newRun(harness, '99'), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(newRun(harness, 'x'), 'INVALID_PARAMETER_VALUE');
  });

  it('cuts long tags and refuses long names', async () => {
    const run = await harness.call('runs.create', { tags: [{ key: 'a', value: 'x'.repeat(8_001) }] });
    expect(run.tags[0]?.value).toHaveLength(8_000);
    await expectRefusal(harness.call('runs.create', { runName: 'x'.repeat(251) }), 'INVALID_PARAMETER_VALUE');
  });
});

describe('runs.get', () => {
  it('tells an unknown run from an id that cannot be', async () => {
    await expectRefusal(get('f'.repeat(32)), 'RESOURCE_DOES_NOT_EXIST', /Run with id=f+ not found/);
    await expectRefusal(get('../x'), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(get(''), 'INVALID_PARAMETER_VALUE');
  });
});

describe('runs.update', () => {
  it('sets status, end and name, each alone or together', async () => {
    const runId = await newRun(harness);
    const before = (await get(runId)).info;
    expect(await harness.call('runs.update', { runId, status: 'FINISHED', endTime: 9 })).toEqual({
      ...before,
      status: 'FINISHED',
      endTime: 9,
    });
    const renamed = await harness.call('runs.update', { runId, runName: 'second' });
    expect(renamed).toMatchObject({ runName: 'second', status: 'FINISHED', endTime: 9 });
    expect((await get(runId)).info).toEqual(renamed);
  });

  it('keeps the tag of the name in step', async () => {
    const runId = await newRun(harness);
    await harness.call('runs.update', { runId, runName: 'second' });
    expect(await tagsOf(runId)).toEqual({ 'mlflow.runName': 'second' });
  });

  it('takes an empty name as none, and no change at all', async () => {
    const runId = await newRun(harness);
    const { info } = await get(runId);
    expect(await harness.call('runs.update', { runId, runName: '' })).toEqual(info);
    expect(await harness.call('runs.update', { runId })).toEqual(info);
  });
});

describe('runs.delete and restore', () => {
  it('may be repeated, and leave the run readable', async () => {
    const runId = await newRun(harness);
    await harness.call('runs.delete', { runId });
    await harness.call('runs.delete', { runId });
    expect((await get(runId)).info.lifecycleStage).toBe('deleted');
    await harness.call('runs.restore', { runId });
    await harness.call('runs.restore', { runId });
    expect((await get(runId)).info.lifecycleStage).toBe('active');
  });

  it('know only runs that are there', async () => {
    const runId = 'f'.repeat(32);
    await expectRefusal(harness.call('runs.delete', { runId }), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(harness.call('runs.restore', { runId }), 'RESOURCE_DOES_NOT_EXIST');
  });
});

describe('a deleted run', () => {
  it('takes no writes', async () => {
    const runId = await newRun(harness);
    await harness.call('runs.delete', { runId });
    const point = { key: 'a', value: 1, timestamp: 1, step: 0 };
    const writes = [
      harness.call('runs.update', { runId, status: 'FINISHED' }),
      harness.call('runs.logMetric', { runId, ...point }),
      harness.call('runs.logParam', { runId, key: 'a', value: '1' }),
      harness.call('runs.logBatch', { runId, metrics: [point] }),
      harness.call('runs.setTag', { runId, key: 'a', value: '1' }),
      harness.call('runs.deleteTag', { runId, key: 'mlflow.runName' }),
    ];
    for (const write of writes) {
      await expectRefusal(
        write,
        'INVALID_PARAMETER_VALUE',
        /must be in the 'active' state. Current state is deleted/,
      );
    }
    expect(await get(runId)).toMatchObject({ metrics: [], params: [] });
  });
});
