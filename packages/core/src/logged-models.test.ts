import type { RawInput } from '@millrace/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun, withKey } from '../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

const create = (input: Partial<RawInput<'loggedModels.create'>> = {}) =>
  harness.call('loggedModels.create', { experimentId: '0', ...input });
const get = (modelId: string) => harness.call('loggedModels.get', { modelId });
const search = (input: Partial<RawInput<'loggedModels.search'>> = {}) =>
  harness.call('loggedModels.search', { experimentIds: ['0'], ...input });
const namesOf = async (input: Partial<RawInput<'loggedModels.search'>> = {}): Promise<string[]> =>
  (await search(input)).models.map(({ info }) => info.name);

describe('loggedModels.create', () => {
  it('makes a pending model with a place of its own below the experiment', async () => {
    const params = [{ key: 'a', value: '1' }];
    const tags = [
      { key: 't', value: '1' },
      { key: 't', value: '2' },
    ];
    const model = await create({ name: 'line', modelType: 'x', sourceRunId: 'r', params, tags });
    const { modelId } = model.info;
    expect(model).toEqual({
      info: {
        modelId: expect.stringMatching(/^m-[0-9a-f]{32}$/),
        experimentId: '0',
        name: 'line',
        artifactUri: `mlflow-artifacts:/0/models/${modelId}/artifacts`,
        status: 'PENDING',
        modelType: 'x',
        sourceRunId: 'r',
        creationTime: 1_000,
        lastUpdateTime: 1_000,
        lifecycleStage: 'active',
      },
      params,
      tags: [{ key: 't', value: '2' }],
      metrics: [],
    });
    expect(await get(modelId)).toEqual(model);
  });

  it('makes up a name, and one model for one idempotency key', async () => {
    const input = { experimentId: '0' };
    const first = await harness.call('loggedModels.create', input, withKey('k'));
    expect(first.info.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    expect(await harness.call('loggedModels.create', input, withKey('k'))).toEqual(first);
  });

  it.each(['', 'a/b', 'a:b', 'a.b', 'a%b', 'a"b', "a'b", 'x'.repeat(501)])('refuses the name %j', (name) =>
    expectRefusal(create({ name }), 'INVALID_PARAMETER_VALUE', /model name|name' exceeds/),
  );

  it('refuses an experiment that is not there, or deleted, and params given twice', async () => {
    await expectRefusal(create({ experimentId: '9' }), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(create({ experimentId: 'x' }), 'INVALID_PARAMETER_VALUE');
    const { experimentId } = await harness.call('experiments.create', { name: 'gone' });
    await harness.call('experiments.delete', { experimentId });
    await expectRefusal(create({ experimentId }), 'INVALID_PARAMETER_VALUE', /must be in the 'active' state/);
    const twice = [1, 2].map((value) => ({ key: 'a', value: String(value) }));
    await expectRefusal(create({ params: twice }), 'INVALID_PARAMETER_VALUE', /Duplicate/);
    const long = [{ key: 'k'.repeat(256), value: '' }];
    await expectRefusal(create({ tags: long }), 'INVALID_PARAMETER_VALUE', /tags\[0\].key/);
    expect(await namesOf()).toEqual([]);
  });
});

describe('a logged model', () => {
  it('is finalized, whatever it was before', async () => {
    const { info } = await create();
    harness.at(2_000);
    const ready = await harness.call('loggedModels.finalize', { modelId: info.modelId, status: 'READY' });
    expect(ready.info).toEqual({ ...info, status: 'READY', lastUpdateTime: 2_000 });
    await harness.call('loggedModels.finalize', { modelId: info.modelId, status: 'UPLOAD_FAILED' });
    expect((await get(info.modelId)).info.status).toBe('UPLOAD_FAILED');
  });

  it('is deleted softly: found only by who asks for deleted ones, and deleted again without an error', async () => {
    const { modelId } = (await create()).info;
    harness.at(3_000);
    for (let time = 0; time < 2; time++) await harness.call('loggedModels.delete', { modelId });
    await expectRefusal(get(modelId), 'RESOURCE_DOES_NOT_EXIST', /Logged model with ID 'm-\w+' not found/);
    const deleted = await harness.call('loggedModels.get', { modelId, allowDeleted: true });
    expect(deleted.info).toMatchObject({ lifecycleStage: 'deleted', lastUpdateTime: 3_000 });
    await expectRefusal(harness.call('artifacts.list', { target: { modelId } }), 'RESOURCE_DOES_NOT_EXIST');
  });

  it('takes tags and gives them back one by one', async () => {
    const { modelId } = (await create({ tags: [{ key: 'a', value: '1' }] })).info;
    const tags = [
      { key: 'a', value: '2' },
      { key: 'b/../c', value: '' },
    ];
    await harness.call('loggedModels.setTags', { modelId, tags });
    expect((await get(modelId)).tags).toEqual(tags);
    const remove = () => harness.call('loggedModels.deleteTag', { modelId, key: 'b/../c' });
    await remove();
    await expectRefusal(remove(), 'RESOURCE_DOES_NOT_EXIST', /No tag with key 'b\/..\/c'/);
    const empty = [{ key: '', value: '' }];
    await expectRefusal(
      harness.call('loggedModels.setTags', { modelId, tags: empty }),
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('takes a param once: again with its value, never with another', async () => {
    const { modelId } = (await create()).info;
    const log = (value: string) =>
      harness.call('loggedModels.logParams', { modelId, params: [{ key: 'a', value }] });
    await log('1');
    await log('1');
    await expectRefusal(log('2'), 'INVALID_PARAMETER_VALUE', /already logged with value="1" for model ID/);
    expect((await get(modelId)).params).toEqual([{ key: 'a', value: '1' }]);
  });

  it('is not there under an unknown id, whatever is asked', async () => {
    const modelId = 'm-0';
    for (const ask of [
      harness.call('loggedModels.get', { modelId, allowDeleted: true }),
      harness.call('loggedModels.finalize', { modelId, status: 'READY' }),
      harness.call('loggedModels.delete', { modelId }),
      harness.call('loggedModels.setTags', { modelId, tags: [] }),
      harness.call('loggedModels.deleteTag', { modelId, key: 'a' }),
      harness.call('loggedModels.logParams', { modelId, params: [] }),
      harness.call('artifacts.list', { target: { modelId } }),
    ]) {
      await expectRefusal(ask, 'RESOURCE_DOES_NOT_EXIST');
    }
  });

  it('gathers the points that runs log for it, and the run keeps them too', async () => {
    const { modelId } = (await create()).info;
    const runId = await newRun(harness);
    const at = { timestamp: 1, step: 2 };
    const dataset = { datasetName: 'd', datasetDigest: '1' };
    await harness.call('runs.logMetric', { runId, key: 'a', value: 1, ...at, modelId, ...dataset });
    await harness.call('runs.logBatch', {
      runId,
      metrics: [
        { key: 'b', value: 2, ...at, modelId },
        { key: 'c', value: 3, ...at },
      ],
    });
    expect((await get(modelId)).metrics).toEqual([
      { key: 'a', value: 1, ...at, runId, ...dataset },
      { key: 'b', value: 2, ...at, runId },
    ]);
    const { metrics } = await harness.call('runs.get', { runId });
    expect(metrics).toEqual([
      { key: 'a', value: 1, ...at },
      { key: 'b', value: 2, ...at },
      { key: 'c', value: 3, ...at },
    ]);
    const lost = harness.call('runs.logMetric', { runId, key: 'z', value: 1, ...at, modelId: 'm-none' });
    await expectRefusal(lost, 'RESOURCE_DOES_NOT_EXIST', /Logged model/);
    expect((await harness.call('metrics.history', { runId, key: 'z' })).metrics).toEqual([]);
  });
});

describe('loggedModels.search', () => {
  it('finds by attributes, params and tags, newest first', async () => {
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      harness.at(1_000 + index);
      await create({ name, params: [{ key: 'p', value: name }], tags: [{ key: 't', value: 'same' }] });
    }
    expect(await namesOf()).toEqual(['c', 'b', 'a']);
    expect(await namesOf({ filter: "name IN ('a', 'b') AND tags.t = 'same'" })).toEqual(['b', 'a']);
    expect(await namesOf({ filter: "params.p != 'a' AND attributes.status = 'PENDING'" })).toEqual([
      'c',
      'b',
    ]);
    expect(await namesOf({ filter: 'creation_time <= 1001 AND last_updated_timestamp > 1000' })).toEqual([
      'b',
    ]);
    expect(await namesOf({ orderBy: [{ field: 'name' }] })).toEqual(['a', 'b', 'c']);
    expect(await namesOf({ orderBy: [{ field: 'creation_timestamp' }] })).toEqual(['a', 'b', 'c']);
  });

  it('orders by metrics whose keys hold anything', async () => {
    const runId = await newRun(harness);
    for (const [index, name] of ['a', 'b'].entries()) {
      const { modelId } = (await create({ name })).info;
      await harness.call('runs.logMetric', {
        runId,
        key: 'val.x/y',
        value: index,
        timestamp: 1,
        step: 0,
        modelId,
      });
    }
    const by = (ascending: boolean) => namesOf({ orderBy: [{ field: 'metrics.val.x/y', ascending }] });
    expect(await by(true)).toEqual(['a', 'b']);
    expect(await by(false)).toEqual(['b', 'a']);
  });

  it('gives pages, whose tokens belong to one search', async () => {
    for (const name of ['a', 'b', 'c', 'é']) await create({ name });
    const orderBy = [{ field: 'name' }];
    const filter = "name != 'é'";
    const first = await search({ maxResults: 2, orderBy, filter });
    expect(first.models.map(({ info }) => info.name)).toEqual(['a', 'b']);
    const pageToken = first.nextPageToken ?? '';
    const second = await search({ maxResults: 2, orderBy, filter, pageToken });
    expect(second.models.map(({ info }) => info.name)).toEqual(['c']);
    expect(second.nextPageToken).toBeUndefined();
    await expectRefusal(
      search({ filter, pageToken }),
      'INVALID_PARAMETER_VALUE',
      /Order by in the page token/,
    );
    await expectRefusal(search({ orderBy, pageToken }), 'INVALID_PARAMETER_VALUE', /Filter string/);
    await expectRefusal(
      search({ orderBy, filter, pageToken, experimentIds: ['0', '1'] }),
      'INVALID_PARAMETER_VALUE',
      /Experiment IDs/,
    );
    for (const broken of ['zzz', btoa('{}'), btoa('{"offset":0}'), btoa('null'), 'é']) {
      await expectRefusal(search({ pageToken: broken }), 'INVALID_PARAMETER_VALUE', /Invalid page token/);
    }
  });

  it.each([
    [{ experimentIds: [] }, /experiment_ids/],
    [{ experimentIds: ['x'] }, /experiment ID/],
    [{ filter: "nothing = 'x'" }, /Invalid filter/],
    [{ filter: "params.a > '1'" }, /cannot be compared/],
    [{ orderBy: [{ field: 'nothing' }] }, /Invalid order by field name: nothing/],
    [{ orderBy: [{ field: 'metrics.' }] }, /Invalid order by/],
    [{ orderBy: [{ field: 'params.a' }] }, /Invalid order by/],
    [{ datasets: [{ name: '' }] }, /dataset_name/],
    [{ maxResults: 0 }, /max_results/],
    [{ maxResults: 50_001 }, /max_results/],
  ])('refuses %j', (input, text) => expectRefusal(search(input), 'INVALID_PARAMETER_VALUE', text));
});

describe('files of a logged model', () => {
  const bytes = async function* (text: string): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  };

  it('are written, listed and read below it, and at its location', async () => {
    const { modelId } = (await create()).info;
    await harness.call('artifacts.write', { target: { modelId, path: 'data/a.txt' }, body: bytes('hello') });
    const rootUri = `mlflow-artifacts:/0/models/${modelId}/artifacts`;
    expect(await harness.call('artifacts.list', { target: { modelId, path: 'data' } })).toEqual({
      rootUri,
      files: [{ path: 'data/a.txt', isDirectory: false, size: 5, sha256: expect.any(String) }],
    });
    const location = `0/models/${modelId}/artifacts/data/a.txt`;
    expect((await harness.call('artifacts.read', { target: { location } })).size).toBe(5);
    await expectRefusal(
      harness.call('artifacts.read', { target: { modelId, path: '../../x' } }),
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('go one by one, never with their root', async () => {
    const { modelId } = (await create()).info;
    const remove = (location: string) => harness.call('artifacts.delete', { target: { location } });
    await harness.call('artifacts.write', { target: { modelId, path: 'a.txt' }, body: bytes('x') });
    for (const root of ['0/models', `0/models/${modelId}`, `0/models/${modelId}/artifacts`]) {
      await expectRefusal(remove(root), 'INVALID_PARAMETER_VALUE', /root of artifacts/);
    }
    await remove(`0/models/${modelId}/artifacts/a.txt`);
    expect((await harness.call('artifacts.list', { target: { modelId } })).files).toEqual([]);
    const runId = await newRun(harness);
    await harness.call('artifacts.write', { target: { runId, path: 'models/a.txt' }, body: bytes('x') });
    await harness.call('artifacts.delete', { target: { runId, path: 'models' } });
  });
});
