import { afterAll, describe, expect, it } from 'vitest';
import { httpStack, sqliteStack, type Stack } from './stacks.ts';

describe.each([
  { name: 'in-process SQLite', open: sqliteStack },
  { name: 'tRPC over HTTP', open: httpStack },
])('the registry of a client over $name', ({ open }) => {
  let opened: Promise<Stack> | undefined;
  const client = async () => {
    opened ??= open();
    return (await opened).client({ experiment: 'models', strict: true });
  };
  afterAll(async () => (await opened)?.close());

  it('takes a model from a run through its life', async () => {
    const millrace = await client();
    const run = await millrace.startRun();
    await run.end();
    const { registry } = millrace;
    const source = `runs:/${run.runId}/model`;
    const first = await registry.register("Ann's", source, { tags: { a: '1' }, description: 'd' });
    expect(first).toMatchObject({ version: 1, runId: run.runId, description: 'd', stage: 'None' });
    await registry.register("Ann's", source);
    await registry.register('other', source);
    expect((await registry.versions("Ann's")).map(({ version }) => version)).toEqual([2, 1]);
    expect((await registry.search({ filter: "name LIKE 'Ann%'" })).map(({ name }) => name)).toEqual([
      "Ann's",
    ]);

    await registry.setAlias("Ann's", 'champion', 1);
    expect((await registry.getByAlias("Ann's", 'champion')).version).toBe(1);
    await registry.deleteAlias("Ann's", 'champion');
    await expect(registry.getByAlias("Ann's", 'champion')).rejects.toMatchObject({
      code: 'INVALID_PARAMETER_VALUE',
    });

    await registry.transition("Ann's", 1, { stage: 'Production' });
    await registry.transition("Ann's", 2, { stage: 'Production', archiveExistingVersions: true });
    expect((await registry.getVersion("Ann's", 1)).stage).toBe('Archived');
    await registry.setVersionTag("Ann's", 2, { key: 'k', value: 'v' });
    await registry.describeVersion("Ann's", 2, 'better');
    const copied = await registry.copyVersion("Ann's", 2, 'live');
    expect(copied).toMatchObject({
      name: 'live',
      version: 1,
      source: "models:/Ann's/2",
      description: 'better',
      tags: [{ key: 'k', value: 'v' }],
    });

    await registry.setTag('live', 'k', 'v');
    await registry.describe('live', 'serves');
    const renamed = await registry.rename('live', 'served');
    expect(renamed).toMatchObject({ description: 'serves', tags: [{ key: 'k', value: 'v' }] });
    await registry.deleteVersion("Ann's", 1);
    await expect(registry.getVersion("Ann's", 1)).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    await registry.delete('served');
    await expect(registry.get('served')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    expect((await registry.audit('live')).map(({ action }) => action)).toEqual([
      'model.delete',
      'model.rename',
      'model.update',
      'model.setTag',
      'version.create',
      'model.create',
    ]);
    expect(await registry.audit(undefined, 3)).toHaveLength(3);
    await millrace.close();
  });

  it('does not take another refusal for a model that is there', async () => {
    const { registry } = await client();
    await expect(registry.register('a/b', 'runs:/x/model')).rejects.toMatchObject({
      code: 'INVALID_PARAMETER_VALUE',
      message: expect.stringContaining("Names cannot contain '/'"),
    });
  });

  it('finds all versions of a model, and of a search at most as many as asked for', async () => {
    const millrace = await client();
    const run = await millrace.startRun();
    await run.end();
    const source = `runs:/${run.runId}/model`;
    await Promise.all(Array.from({ length: 30 }, () => millrace.registry.register('many', source)));
    const found = await millrace.registry.searchVersions({ filter: "name = 'many'", maxResults: 25 });
    expect(found).toHaveLength(25);
    expect(new Set((await millrace.registry.versions('many')).map(({ version }) => version)).size).toBe(30);
    await millrace.close();
  });
});
