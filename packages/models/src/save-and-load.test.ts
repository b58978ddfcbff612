import { memoryArtifacts } from '@millrace/testkit';
import { describe, expect, it } from 'vitest';
import { Adder, adderFlavor } from '../test/adder-flavor.ts';
import { loadModel } from './load-model.ts';
import { parseMlModel } from './parse-ml-model.ts';
import { saveModel } from './save-model.ts';
import { scopeArtifacts } from './scope-artifacts.ts';

const flavors = [adderFlavor()];
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('saveModel', () => {
  it('writes the model, its example and an MLmodel file around them', async () => {
    const artifacts = memoryArtifacts();
    const { flavor, mlModel } = await saveModel(new Adder(2), {
      artifacts,
      flavors,
      artifactPath: 'model',
      runId: '0123456789abcdef0123456789abcdef',
      inputExample: [1, 2],
      metadata: { team: 'mill' },
    });
    expect(flavor).toBe('adder');
    expect([...artifacts.files.keys()]).toEqual([
      'amount.txt',
      'input_example.json',
      'serving_input_example.json',
      'MLmodel',
    ]);
    expect(textOf(artifacts.files.get('input_example.json'))).toBe('[1,2]');
    expect(textOf(artifacts.files.get('serving_input_example.json'))).toBe('{"inputs":[1,2]}');
    expect(parseMlModel(textOf(artifacts.files.get('MLmodel')))).toEqual(mlModel);
    expect(mlModel).toMatchObject({
      flavors: { adder: { file: 'amount.txt' } },
      artifactPath: 'model',
      runId: '0123456789abcdef0123456789abcdef',
      inputExample: { artifactPath: 'input_example.json', type: 'ndarray' },
      modelSizeBytes: 1 + '[1,2]'.length + '{"inputs":[1,2]}'.length,
      metadata: { team: 'mill' },
    });
    expect(mlModel.modelUuid).toMatch(/^[0-9a-f]{32}$/);
    expect(mlModel.extra['millrace_version']).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('counts streamed files too', async () => {
    const streaming = adderFlavor();
    const { mlModel } = await saveModel(new Adder(2), {
      artifacts: memoryArtifacts(),
      flavors: [
        {
          ...streaming,
          write: async (_model, artifacts) => {
            const chunks = async function* () {
              yield new Uint8Array(1000);
              yield new Uint8Array(234);
            };
            await artifacts.write('big.bin', chunks());
            return streaming.write(new Adder(2), artifacts);
          },
        },
      ],
    });
    expect(mlModel.modelSizeBytes).toBe(1235);
  });

  it('leaves no MLmodel file when the flavor fails on the way', async () => {
    const artifacts = memoryArtifacts();
    const write = async () => Promise.reject(new RangeError('disk full'));
    const saved = saveModel(new Adder(2), { artifacts, flavors: [{ ...adderFlavor(), write }] });
    await expect(saved).rejects.toThrow('disk full');
    expect(artifacts.files.has('MLmodel')).toBe(false);
  });

  it('refuses an entry that its own flavor could not read', async () => {
    const artifacts = memoryArtifacts();
    const write = async () => ({ entry: { other: 1 } });
    const saved = saveModel(new Adder(2), { artifacts, flavors: [{ ...adderFlavor(), write }] });
    await expect(saved).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
    expect(artifacts.files.has('MLmodel')).toBe(false);
  });

  it('says what it was given and what it knows when no flavor accepts the model', async () => {
    const saved = saveModel(new Map(), { artifacts: memoryArtifacts(), flavors });
    await expect(saved).rejects.toThrow(/type Map; flavors at hand: adder/);
    await expect(saved).rejects.toMatchObject({ reason: 'models/no-flavor' });
  });
});

describe('loadModel', () => {
  const saved = async () => {
    const artifacts = memoryArtifacts();
    await saveModel(new Adder(2), { artifacts: scopeArtifacts(artifacts, 'runs/model'), flavors });
    return artifacts;
  };

  it('reads what was saved, from a folder of a larger tree', async () => {
    const artifacts = await saved();
    expect([...artifacts.files.keys()]).toEqual(['runs/model/amount.txt', 'runs/model/MLmodel']);
    const loaded = await loadModel({ artifacts: scopeArtifacts(artifacts, 'runs/model'), flavors });
    expect(loaded.model.amount).toBe(2);
    expect(await (await loaded.predictor()).predict([1])).toEqual([3]);
  });

  it('names the flavors of the folder when none of them is at hand', async () => {
    const artifacts = scopeArtifacts(await saved(), 'runs/model');
    const loading = loadModel({ artifacts, flavors: [adderFlavor('other')] });
    await expect(loading).rejects.toThrow(/read as adder, .* \(flavors at hand: other\)/);
    await expect(loading).rejects.toMatchObject({ code: 'NOT_IMPLEMENTED', reason: 'models/plugin-missing' });
  });

  it('tells a folder without an MLmodel file from a damaged one', async () => {
    const loading = loadModel({ artifacts: memoryArtifacts(), flavors });
    await expect(loading).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    const damaged = memoryArtifacts([['MLmodel', new TextEncoder().encode('flavors: [')]]);
    await expect(loadModel({ artifacts: damaged, flavors })).rejects.toMatchObject({
      reason: 'models/ml-model',
    });
  });

  it('says so when the flavor makes no predictions', async () => {
    const { predictor: _, ...mute } = adderFlavor();
    const { predictor } = await loadModel({
      artifacts: scopeArtifacts(await saved(), 'runs/model'),
      flavors: [{ ...mute, capabilities: { predict: false, browser: true } }],
    });
    await expect(predictor()).rejects.toMatchObject({ reason: 'models/no-predictor' });
  });
});

describe('scopeArtifacts', () => {
  it('keeps paths in the folder', async () => {
    const scoped = scopeArtifacts(memoryArtifacts([['secret', new Uint8Array(1)]]), 'model');
    for (const path of ['../secret', 'a/../../secret', '/secret', '', 'a//b', '.', 'a\\..\\secret']) {
      await expect(scoped.read(path)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
      await expect(scoped.write(path, new Uint8Array())).rejects.toMatchObject({ reason: 'models/path' });
    }
    for await (const path of scoped.list()) expect.unreachable(path);
  });
});
