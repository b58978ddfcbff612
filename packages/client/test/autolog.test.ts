import type { FlavorV1, JsonObject, PluginV1 } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { library, Model, watching } from '../src/autolog/fake-library.ts';
import type { Problem } from '../src/init-options.ts';
import { memoryStack, type Stack } from './stacks.ts';

const CALL = { caller: { name: 'test', grants: 'all' as const } };

const flavor: FlavorV1<Model> = {
  specVersion: 'v1',
  id: 'fake',
  capabilities: { predict: false, browser: true },
  accepts: (value) => value instanceof Model,
  write: async (model, artifacts) => {
    await artifacts.write('weights.bin', Uint8Array.of(model.fits));
    return { entry: { data: 'weights.bin' } };
  },
  parseEntry: (entry: JsonObject) => entry,
  read: async () => new Model(),
};

const plugin: PluginV1 = {
  specVersion: 'v1',
  name: 'fake-plugin',
  flavors: [flavor],
  autologs: [watching({ after: (run, { self }) => run.model(self, { name: 'net' }) })],
  runContexts: [{ id: 'team', tags: () => ({ team: 'vision' }) }],
};

let stack: Stack;
beforeEach(async () => {
  stack = await memoryStack();
});
afterEach(() => stack.close());

const readFirstByte = async (modelId: string, path: string): Promise<number | undefined> => {
  const { body } = await stack.services['artifacts.read']({ target: { modelId, path } }, CALL);
  for await (const chunk of body) return chunk[0];
  return undefined;
};

/** The one model a run made, and its files. */
const modelOf = async (runId: string) => {
  const { lineage } = await stack.services['runs.get']({ runId }, CALL);
  expect(lineage?.outputModels).toEqual([{ modelId: expect.stringMatching(/^m-/), step: 0 }]);
  const modelId = lineage?.outputModels[0]?.modelId ?? '';
  const { info } = await stack.services['loggedModels.get']({ modelId, allowDeleted: false }, CALL);
  const { files } = await stack.services['artifacts.list']({ target: { modelId, path: '' } }, CALL);
  return { info, files: files.map(({ path }) => path) };
};

describe('autologging into a real store', () => {
  it('makes a finished run with params, metrics, model and the tags of plugins', async () => {
    const problems: Problem[] = [];
    const client = stack.client({
      plugins: [[plugin], false],
      strict: true,
      onProblem: (each) => problems.push(each),
    });
    const undo = client.autolog(library, { extraTags: { from: 'test' } });
    const model = new Model();
    await model.fit(3).finally(undo);
    model.fits = 99;
    const runs = await client.searchRuns();
    expect(problems).toEqual([]);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    const runId = run?.info.runId ?? '';
    expect(run?.info.status).toBe('FINISHED');
    expect(run?.params).toEqual([{ key: 'epochs', value: '3' }]);
    expect(run?.tags).toEqual(
      expect.arrayContaining([
        { key: 'mlflow.autologging', value: 'fake' },
        { key: 'from', value: 'test' },
        { key: 'team', value: 'vision' },
      ]),
    );
    expect((await client.getMetricHistory(runId, 'loss')).map(({ step }) => step)).toEqual([0, 1, 2]);
    const made = await modelOf(runId);
    expect(made.info).toMatchObject({ name: 'net', status: 'READY', sourceRunId: runId });
    expect(made.files).toEqual(['MLmodel', 'weights.bin']);
    // As it was when training ended, not as it is now.
    expect(await readFirstByte(made.info.modelId, 'weights.bin')).toBe(1);
    await client.close();
  });

  it('logs into the run around it, leaves it open, and shows that run to callbacks', async () => {
    const client = stack.client({ plugins: plugin, strict: true });
    const undo = client.autolog(library);
    const seen: (string | undefined)[] = [];
    await client.withRun('mine', async (run) => {
      await new Model().fit(1, () => seen.push(client.activeRun()?.runId));
      expect((await client.getRun(run.runId)).info.status).toBe('RUNNING');
      expect(seen).toEqual([run.runId]);
    });
    undo();
    expect(await client.searchRuns()).toHaveLength(1);
    await client.close();
  });

  it('gives concurrent trainings runs of their own, each the active one of its callbacks', async () => {
    const client = stack.client({ plugins: plugin, strict: true });
    const undo = client.autolog(library, { logModels: false });
    const seen: (string | undefined)[] = [];
    const record = (): number => seen.push(client.activeRun()?.runId);
    const train = () =>
      new Model().fit(400, async (epoch) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (epoch === 399) record();
      });
    const first = train();
    // The second starts when the first has its run already: it must not take that for a run of the user's.
    await expect.poll(async () => (await client.searchRuns()).length).toBe(1);
    await Promise.all([first, train()]).finally(undo);
    const runs = await client.searchRuns();
    expect(new Set(seen)).toEqual(new Set(runs.map(({ info }) => info.runId)));
    expect(runs).toHaveLength(2);
    await client.close();
  });

  it('stores no MLmodel file when another file of the model could not be stored', async () => {
    const problems: Problem[] = [];
    const client = stack.client({
      plugins: {
        ...plugin,
        flavors: [
          {
            ...flavor,
            write: async (_, artifacts) => {
              await artifacts.write('a#refused.bin', Uint8Array.of(1));
              return { entry: {} };
            },
          },
        ],
      },
      onProblem: (problem) => problems.push(problem),
    });
    const run = await client.startRun();
    await run.logModel(new Model());
    await run.end();
    const made = await modelOf(run.runId);
    expect([made.info.status, made.files]).toEqual(['UPLOAD_FAILED', []]);
    expect(problems.map(({ key }) => key)).toEqual(['model/MLmodel']);
    await client.close();
  });

  it('says what to do when no plugin knows a library or a contract is too new', () => {
    const client = stack.client({ plugins: plugin });
    expect(() => client.autolog({})).toThrow(/add its plugin/);
    const newer = { ...plugin, specVersion: 'v9' } as unknown as PluginV1;
    expect(() => stack.client({ plugins: newer })).toThrow(MillraceError);
  });
});
