import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

const create = async (name: string, rest: object = {}): Promise<string> =>
  (await harness.call('experiments.create', { name, ...rest })).experimentId;

const get = (experimentId: string) => harness.call('experiments.get', { experimentId });

describe('experiments.create', () => {
  it('gives an active experiment below the root of artifacts', async () => {
    const experimentId = await create('forest', { tags: [{ key: 'team', value: 'a' }] });
    expect(await get(experimentId)).toEqual({
      experimentId,
      name: 'forest',
      artifactLocation: `mlflow-artifacts:/${experimentId}`,
      lifecycleStage: 'active',
      creationTime: 1_000,
      lastUpdateTime: 1_000,
      tags: [{ key: 'team', value: 'a' }],
    });
  });

  it('refuses a name that is taken, also by a deleted experiment', async () => {
    const experimentId = await create('forest');
    await expectRefusal(
      create('forest'),
      'RESOURCE_ALREADY_EXISTS',
      /Experiment\(name=forest\) already exists/,
    );
    await harness.call('experiments.delete', { experimentId });
    await expectRefusal(create('forest'), 'RESOURCE_ALREADY_EXISTS', /restore it/);
  });

  it('refuses an empty name, and one of more than 500 characters', async () => {
    await expectRefusal(create(''), 'INVALID_PARAMETER_VALUE', /Invalid experiment name/);
    await expectRefusal(
      create('x'.repeat(501)),
      'INVALID_PARAMETER_VALUE',
      /'name' exceeds the maximum length of 500/,
    );
    await expectRefusal(create('\ud800'), 'INVALID_PARAMETER_VALUE', /Unicode/);
    await create('😀'.repeat(500));
  });

  it('takes the last of tags given twice', async () => {
    const tags = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    expect((await get(await create('forest', { tags }))).tags).toEqual([{ key: 'a', value: '2' }]);
  });

  it('writes nothing when it refuses', async () => {
    await expectRefusal(create('forest', { tags: [{ key: '../x', value: '' }] }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(harness.call('experiments.getByName', { name: 'forest' }), 'RESOURCE_DOES_NOT_EXIST');
  });

  it('takes what an operator allows, and folders of this server', async () => {
    harness = createHarness({ allowedArtifactRoots: ['s3://bucket/team/'] });
    for (const [index, artifactLocation] of [
      'mlflow-artifacts:/team/forest',
      's3://bucket/team',
      's3://bucket/team/a/b',
    ].entries()) {
      const experimentId = await create(`e${index}`, { artifactLocation });
      expect((await get(experimentId)).artifactLocation).toBe(artifactLocation);
    }
  });

  it.each([
    'http:///#/../../etc/',
    'http://h/?/../..',
    'file:///etc',
    '/etc',
    'FILE:/etc',
    '\tfile:///etc',
    's3://b/a/../../x',
    's3://b/..;/x',
    's3://bucket/team/../other',
    's3://bucket/team/a;b',
    's3://bucket/team/%2e%2e/x',
    's3://bucket/team/a?x=1',
    's3://bucket/teammate/x',
    'mlflow-artifacts:/../..',
    'mlflow-artifacts:/',
    'mlflow-artifacts:',
    'mlflow-artifacts://host/x',
    'mlflow-artifacts:/a/../b',
    'mlflow-artifacts:/a//b',
    'mlflow-artifacts:/a;x',
    'mlflow-artifacts:/a#x',
    'mlflow-artifacts:/a?x',
    'mlflow-artifacts:/a%2fb',
    'mlflow-artifacts:/a\\b',
    'mlflow-artifacts:/millrace.db',
    'mlflow-artifacts:/Millrace.DB-journal/x',
    'mlflow-artifacts:/.hidden/x',
    'MLFLOW-ARTIFACTS:/a',
    'dbfs:/x%3f/../..',
    'runs:/x',
    'ftp:',
    'gopher:',
    'data:',
    '//h/x',
    `mlflow-artifacts:/${'x'.repeat(2048)}`,
  ])('refuses to keep artifacts at %s', async (artifactLocation) => {
    // The server's own root among them, as a composition root may pass it.
    harness = createHarness({ allowedArtifactRoots: ['s3://bucket/team', 'mlflow-artifacts:/'] });
    await expectRefusal(create('forest', { artifactLocation }), 'INVALID_PARAMETER_VALUE');
    const { experiments } = await harness.call('experiments.search', { maxResults: 10, viewType: 'ALL' });
    expect(experiments.map(({ name }) => name)).toEqual(['Default']);
  });
});

describe('experiments.get', () => {
  it('finds the default experiment, which an empty id means too', async () => {
    expect((await get('0')).name).toBe('Default');
    expect((await get('')).name).toBe('Default');
    expect((await get('00')).name).toBe('Default');
  });

  it('finds deleted ones, by id and by name', async () => {
    const experimentId = await create('forest');
    await harness.call('experiments.delete', { experimentId });
    expect((await get(experimentId)).lifecycleStage).toBe('deleted');
    expect((await harness.call('experiments.getByName', { name: 'forest' })).experimentId).toBe(experimentId);
  });

  it('tells an unknown id from one that cannot be', async () => {
    await expectRefusal(get('99'), 'RESOURCE_DOES_NOT_EXIST', /No Experiment with id=99 exists/);
    await expectRefusal(get('-1'), 'RESOURCE_DOES_NOT_EXIST');
    for (const id of ['../1', 'abc', '1e3', '9'.repeat(30)]) {
      await expectRefusal(get(id), 'INVALID_PARAMETER_VALUE', /must be a valid integer/);
    }
    await expectRefusal(
      harness.call('experiments.getByName', { name: 'none' }),
      'RESOURCE_DOES_NOT_EXIST',
      /Could not find experiment with name 'none'/,
    );
  });
});

describe('experiments.rename', () => {
  it('renames, and tells when', async () => {
    const experimentId = await create('forest');
    harness.at(5_000);
    await harness.call('experiments.rename', { experimentId, name: 'woods' });
    expect(await get(experimentId)).toMatchObject({
      name: 'woods',
      creationTime: 1_000,
      lastUpdateTime: 5_000,
    });
  });

  it('takes the name it already has, but no other that is taken', async () => {
    const experimentId = await create('forest');
    await create('woods');
    await harness.call('experiments.rename', { experimentId, name: 'forest' });
    await expectRefusal(
      harness.call('experiments.rename', { experimentId, name: 'woods' }),
      'RESOURCE_ALREADY_EXISTS',
    );
    await expectRefusal(
      harness.call('experiments.rename', { experimentId, name: '' }),
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('leaves a deleted one alone: INVALID_STATE', async () => {
    const experimentId = await create('forest');
    await harness.call('experiments.delete', { experimentId });
    await expectRefusal(
      harness.call('experiments.rename', { experimentId, name: 'woods' }),
      'INVALID_STATE',
      /Cannot rename a non-active experiment/,
    );
  });
});

describe('experiments.delete and restore', () => {
  it('take all runs along, also those deleted before', async () => {
    const experimentId = await create('forest');
    const [kept, gone] = [await newRun(harness, experimentId), await newRun(harness, experimentId)];
    await harness.call('runs.delete', { runId: gone });
    const stages = async (): Promise<string[]> =>
      Promise.all(
        [kept, gone].map(async (runId) => (await harness.call('runs.get', { runId })).info.lifecycleStage),
      );
    harness.at(2_000);
    await harness.call('experiments.delete', { experimentId });
    expect(await stages()).toEqual(['deleted', 'deleted']);
    expect(await get(experimentId)).toMatchObject({ lifecycleStage: 'deleted', lastUpdateTime: 2_000 });
    await harness.call('experiments.restore', { experimentId });
    expect(await stages()).toEqual(['active', 'active']);
  });

  it('know nothing of one in the wrong stage', async () => {
    const experimentId = await create('forest');
    await expectRefusal(harness.call('experiments.restore', { experimentId }), 'RESOURCE_DOES_NOT_EXIST');
    await harness.call('experiments.delete', { experimentId });
    await expectRefusal(harness.call('experiments.delete', { experimentId }), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(
      newRun(harness, experimentId),
      'INVALID_PARAMETER_VALUE',
      /must be in the 'active' state/,
    );
  });

  it('take the default experiment too, as in MLflow', async () => {
    await harness.call('experiments.delete', { experimentId: '0' });
    expect((await get('0')).lifecycleStage).toBe('deleted');
  });
});

describe('experiment tags', () => {
  it('are put, replaced and removed', async () => {
    const experimentId = await create('forest');
    await harness.call('experiments.setTag', { experimentId, key: 'a', value: '1' });
    await harness.call('experiments.setTag', { experimentId, key: 'a', value: '2' });
    expect((await get(experimentId)).tags).toEqual([{ key: 'a', value: '2' }]);
    await harness.call('experiments.deleteTag', { experimentId, key: 'a' });
    expect((await get(experimentId)).tags).toEqual([]);
    await expectRefusal(
      harness.call('experiments.deleteTag', { experimentId, key: 'a' }),
      'RESOURCE_DOES_NOT_EXIST',
      /No tag with name: a in experiment with id/,
    );
  });

  it('hold 20000 characters and not one more', async () => {
    const set = (value: string) => harness.call('experiments.setTag', { experimentId: '0', key: 'a', value });
    await set('x'.repeat(20_000));
    await expectRefusal(
      set('x'.repeat(20_001)),
      'INVALID_PARAMETER_VALUE',
      /'value' exceeds the maximum length of 20000/,
    );
  });

  it('are closed on a deleted experiment', async () => {
    const experimentId = await create('forest');
    await harness.call('experiments.delete', { experimentId });
    const tag = { experimentId, key: 'a', value: '1' };
    await expectRefusal(harness.call('experiments.setTag', tag), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(
      harness.call('experiments.deleteTag', { experimentId, key: 'a' }),
      'INVALID_PARAMETER_VALUE',
    );
  });
});

describe('experiments.search', () => {
  const search = (input: object) => harness.call('experiments.search', { maxResults: 10, ...input });

  it('gives a token only when there is more', async () => {
    await create('a');
    await create('b');
    expect(await search({ maxResults: 3 })).not.toHaveProperty('nextPageToken');
    const first = await search({ maxResults: 2 });
    expect(atob(first.nextPageToken ?? '')).toBe('{"offset": 2}');
    const rest = await search({ maxResults: 2, pageToken: first.nextPageToken });
    expect(rest.experiments).toHaveLength(1);
    expect(rest.nextPageToken).toBeUndefined();
  });

  it('shows active ones unless asked for others', async () => {
    await harness.call('experiments.delete', { experimentId: await create('a') });
    const names = async (viewType?: 'ALL' | 'DELETED_ONLY') =>
      (await search({ viewType })).experiments.map(({ name }) => name);
    expect(await names()).toEqual(['Default']);
    expect(await names('DELETED_ONLY')).toEqual(['a']);
    expect(await names('ALL')).toEqual(['Default', 'a']);
  });

  it.each([0, -1, 50_001, 1e12])('refuses a page of %d', async (maxResults) => {
    await expectRefusal(search({ maxResults }), 'INVALID_PARAMETER_VALUE', /max_results/);
  });

  it.each([
    'x',
    '!!',
    btoa('{}'),
    btoa('{"offset": 0}'),
    btoa('{"offset": -1}'),
    btoa('{"offset": 1.5}'),
    btoa('null'),
    btoa('{"offset": true}'),
    '\u{1f600}',
  ])('refuses the token %s', async (pageToken) => {
    await expectRefusal(search({ pageToken }), 'INVALID_PARAMETER_VALUE', /page token/);
  });

  it('refuses filters and orders of another kind', async () => {
    await expectRefusal(search({ filter: 'metrics.a > 1' }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(search({ orderBy: ['tags.a'] }), 'INVALID_PARAMETER_VALUE');
  });

  it('gives in pages what it gives at once', async () => {
    for (let index = 0; index < 11; index++) await create(`e${index}`);
    const whole = (await search({ maxResults: 50_000 })).experiments;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), async (maxResults) => {
        const paged: unknown[] = [];
        let pageToken: string | undefined;
        do {
          const page = await search({ maxResults, pageToken });
          paged.push(...page.experiments);
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });
});

describe('experiments.activity', () => {
  it('counts what is there, in the order asked for', async () => {
    const experimentId = await create('forest');
    await newRun(harness, experimentId);
    const { experiments } = await harness.call('experiments.activity', {
      experimentIds: [experimentId, '0', '77'],
      since: 0,
      periodMs: 60_000,
      periods: 3,
    });
    expect(experiments.map((entry) => [entry.experimentId, entry.runs, entry.started.length])).toEqual([
      [experimentId, 1, 3],
      ['0', 0, 3],
    ]);
  });
});
