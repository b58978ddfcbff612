import { parseMlModel } from '@millrace/models';
import type { FlavorV1, JsonObject, PluginV1 } from '@millrace/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDataset } from '../src/runs/to-dataset.ts';
import { memoryStack, type Stack } from './stacks.ts';

const CALL = { caller: { name: 'test', grants: 'all' as const } };

class Model {}

const flavor: FlavorV1 = {
  specVersion: 'v1',
  id: 'fake',
  capabilities: { predict: false, browser: true },
  accepts: (value) => value instanceof Model,
  write: async (_, artifacts) => {
    await artifacts.write('weights.bin', Uint8Array.of(7));
    return { entry: { data: 'weights.bin' } };
  },
  parseEntry: (entry: JsonObject) => entry,
  read: async () => new Model(),
};

const plugin: PluginV1 = { specVersion: 'v1', name: 'fake-plugin', flavors: [flavor] };

let stack: Stack;
beforeEach(async () => {
  stack = await memoryStack();
});
afterEach(() => stack.close());

const readText = async (modelId: string, path: string): Promise<string> => {
  const { body } = await stack.services['artifacts.read']({ target: { modelId, path } }, CALL);
  let text = '';
  for await (const chunk of body) text += new TextDecoder().decode(chunk);
  return text;
};

describe('logModel', () => {
  it('makes a logged model of the run, whose MLmodel file names it and its place', async () => {
    const client = stack.client({ plugins: plugin, strict: true });
    const run = await client.startRun();
    await run.logModel(new Model(), { name: 'net' });
    await run.end();
    const { models } = await stack.services['loggedModels.search'](
      { experimentIds: [run.experimentId], datasets: [], orderBy: [], maxResults: 5 },
      CALL,
    );
    expect(models.map(({ info }) => [info.name, info.status, info.sourceRunId])).toEqual([
      ['net', 'READY', run.runId],
    ]);
    const info = models[0]?.info;
    const file = parseMlModel(await readText(info?.modelId ?? '', 'MLmodel'));
    expect(file).toMatchObject({ runId: run.runId, artifactPath: info?.artifactUri });
    expect(file.extra['model_id']).toBe(info?.modelId);
    expect(
      (await stack.services['artifacts.list']({ target: { runId: run.runId, path: '' } }, CALL)).files,
    ).toEqual([]);
    await client.close();
  });

  it('tells of a name that cannot be one', async () => {
    const client = stack.client({ plugins: plugin, strict: true, onProblem: () => undefined });
    const run = await client.startRun();
    await run.logModel(new Model(), { name: 'a/b' });
    await expect(run.flush()).rejects.toThrow(/Invalid model name/);
    await client.close();
  });
});

describe('logInput', () => {
  it('tells the run which data it reads', async () => {
    const client = stack.client({ strict: true });
    const run = await client.startRun();
    const data = { name: 'cars', source: 'https://example.com/cars.csv', profile: { num_rows: 3 } };
    await run.logInput(data, { context: 'train', tags: { split: 'a' } });
    await run.end();
    const { lineage } = await stack.services['runs.get']({ runId: run.runId }, CALL);
    expect(lineage?.datasets).toEqual([
      {
        dataset: {
          name: 'cars',
          digest: expect.stringMatching(/^[0-9a-f]{8}$/),
          sourceType: 'http',
          source: '{"url":"https://example.com/cars.csv"}',
          profile: '{"num_rows":3}',
        },
        tags: [
          { key: 'mlflow.data.context', value: 'train' },
          { key: 'split', value: 'a' },
        ],
      },
    ]);
    await client.close();
  });

  it('reports what is refused, and does not throw into training', async () => {
    const problems: unknown[] = [];
    const client = stack.client({ onProblem: ({ key }) => problems.push(key) });
    const run = await client.startRun();
    await run.logInput({ name: 'x'.repeat(501) });
    await run.end();
    expect(problems).toEqual(['x'.repeat(501)]);
    await client.close();
  });

  it.each([
    ['s3://bucket/a.csv', 's3', '{"uri":"s3://bucket/a.csv"}'],
    ['data/a.csv', 'local', '{"uri":"data/a.csv"}'],
    ['C:\\a.csv', 'local', '{"uri":"C:\\\\a.csv"}'],
    [undefined, 'code', '{"tags":{}}'],
    [{ made: 'here' }, 'code', '{"tags":{"made":"here"}}'],
  ])('writes the source %j as MLflow does', async (source, sourceType, text) => {
    expect(await toDataset({ name: 'd', source })).toMatchObject({ sourceType, source: text });
  });

  it('gives another digest to other data, and takes a given one', async () => {
    const first = await toDataset({ name: 'd', profile: { rows: 1 } });
    const second = await toDataset({ name: 'd', profile: { rows: 2 } });
    expect(first.digest).not.toBe(second.digest);
    expect((await toDataset({ name: 'd', digest: 'v1' })).digest).toBe('v1');
  });
});
