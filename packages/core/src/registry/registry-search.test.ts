import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../../test/harness.ts';

let harness: Harness;
let source: string;
beforeEach(async () => {
  harness = createHarness();
  source = `runs:/${await newRun(harness)}/model`;
  const isPrompt = { key: 'mlflow.prompt.is_prompt', value: 'true' };
  await create('beta', [{ key: 'team', value: 'a' }]);
  await create('alpha');
  await create('hello', [isPrompt, { key: 'team', value: 'a' }]);
  for (const name of ['beta', 'alpha', 'beta']) {
    await harness.call('modelVersions.create', { name, source });
  }
  const prompt = { name: 'hello', source: 'dummy-source', tags: [isPrompt] };
  await harness.call('modelVersions.create', prompt);
});

const create = (name: string, tags: readonly { key: string; value: string }[] = []) =>
  harness.call('registeredModels.create', { name, tags });

const models = async (filter?: string, orderBy: readonly string[] = []) => {
  const { models: found } = await harness.call('registeredModels.search', {
    filter,
    orderBy,
    maxResults: 100,
  });
  return found.map(({ name }) => name);
};

const versions = async (filter?: string) => {
  const { versions: found } = await harness.call('modelVersions.search', { filter, maxResults: 100 });
  return found.map(({ name, version }) => `${name} ${version}`);
};

const PROMPT = 'tags.`mlflow.prompt.is_prompt`';

describe('a search of the registry', () => {
  it('finds models by name, with their latest versions', async () => {
    expect(await models()).toEqual(['alpha', 'beta']);
    expect(await models("name LIKE 'b%'")).toEqual(['beta']);
    expect(await models(undefined, ['name DESC'])).toEqual(['beta', 'alpha']);
    const { models: found } = await harness.call('registeredModels.search', {
      filter: "name = 'beta'",
      maxResults: 1,
    });
    expect(found[0]?.latestVersions.map(({ version }) => version)).toEqual([2]);
  });

  it('finds versions', async () => {
    expect(await versions()).toEqual(['alpha 1', 'beta 2', 'beta 1']);
    expect(await versions("name = 'beta' AND version_number < 2")).toEqual(['beta 1']);
    expect(await versions(`source_path = '${source}' AND NOT name = 'beta'`)).toEqual(['alpha 1']);
  });

  it.each([
    [`${PROMPT} = 'true'`, ['hello']],
    [`${PROMPT} = 'TRUE'`, []],
    [`${PROMPT} != 'false'`, ['hello']],
    [`${PROMPT} = 'true' AND tags.team = 'a'`, ['hello']],
    [`${PROMPT} = 'true' OR name = 'beta'`, ['beta', 'hello']],
    [`NOT ${PROMPT} = 'true'`, ['alpha', 'beta']],
    [`${PROMPT} = 'false'`, ['alpha', 'beta']],
    [`${PROMPT} != 'true'`, ['alpha', 'beta']],
    [`${PROMPT} != 'true' AND tags.team = 'a'`, ['beta']],
    [`NOT ${PROMPT} = 'false'`, ['alpha', 'beta']],
    ["tags.team = 'a'", ['beta']],
    ["tags.team = 'a' OR name = 'hello'", ['beta']],
  ])('leaves prompts out unless asked for: %s', async (filter, expected) => {
    expect(await models(filter)).toEqual(expected);
  });

  it('leaves versions of prompts out likewise', async () => {
    expect(await versions("name = 'hello'")).toEqual([]);
    expect(await versions(`${PROMPT} = 'true'`)).toEqual(['hello 1']);
    expect(await versions(`${PROMPT} = 'true' AND name = 'beta'`)).toEqual([]);
  });

  it('takes only a placeholder for the source of a prompt, and a prompt for the source of no model', async () => {
    const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
    await harness.call('modelVersions.create', { name: 'hello', source: 'prompt-template', tags });
    await expectRefusal(
      harness.call('modelVersions.create', { name: 'hello', source: '/tmp', tags }),
      'INVALID_PARAMETER_VALUE',
      /^Invalid prompt source: '\/tmp'/,
    );
    await expectRefusal(
      harness.call('modelVersions.create', { name: 'beta', source: 'dummy-source' }),
      'INVALID_PARAMETER_VALUE',
      /Invalid model version source/,
    );
    await expectRefusal(
      harness.call('modelVersions.create', { name: 'beta', source: 'models:/hello/1' }),
      'INVALID_PARAMETER_VALUE',
      /Invalid model version source/,
    );
  });

  it('comes in pages, with a token only when there is more', async () => {
    const first = await harness.call('registeredModels.search', { maxResults: 1 });
    expect(first.models.map(({ name }) => name)).toEqual(['alpha']);
    const second = await harness.call('registeredModels.search', {
      maxResults: 1,
      pageToken: first.nextPageToken,
    });
    expect(second).toMatchObject({ models: [{ name: 'beta' }] });
    expect(second.nextPageToken).toBeUndefined();
    const rest = await harness.call('modelVersions.search', {
      maxResults: 2,
      pageToken: (await harness.call('modelVersions.search', { maxResults: 2 })).nextPageToken,
    });
    expect(rest.versions.map(({ name, version }) => `${name} ${version}`)).toEqual(['beta 1']);
    expect(rest.nextPageToken).toBeUndefined();
  });

  it.each([
    ['registeredModels.search', 1000],
    ['modelVersions.search', 200_000],
  ] as const)('%s takes 1 to %i results', async (id, most) => {
    await harness.call(id, { maxResults: most });
    for (const maxResults of [0, -1, most + 1]) {
      await expectRefusal(harness.call(id, { maxResults }), 'INVALID_PARAMETER_VALUE', /max_results/);
    }
    for (const pageToken of ['x', btoa('{"offset": 0}'), btoa('{}')]) {
      await expectRefusal(
        harness.call(id, { maxResults: 1, pageToken }),
        'INVALID_PARAMETER_VALUE',
        /Invalid page token/,
      );
    }
    await expectRefusal(harness.call(id, { maxResults: 1, filter: 'a ==' }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(harness.call(id, { maxResults: 1, orderBy: ['colour'] }), 'INVALID_PARAMETER_VALUE');
  });
});
