import type { ArtifactWriter, Awaitable, FlavorV1, JsonObject, JsonValue } from '@millrace/spec';
import type { ConformanceCase } from './conformance-case.ts';
import { expectClose, expectCodedError, expectThat } from './expect-that.ts';
import { memoryArtifacts, type MemoryArtifacts } from './memory-artifacts.ts';

/** What a flavor's author hands over. Nothing here needs a server, a network or a disk. */
export interface FlavorSubject<Model> {
  readonly flavor: FlavorV1<Model>;
  /** A small model, the same every time. */
  makeModel(): Awaitable<Model>;
  /** What the flavor must refuse; models of other flavors above all. */
  readonly foreignValues: readonly unknown[];
  /** What the model of `makeModel` answers. Numbers may differ by `tolerance`, by default 1e-6. */
  readonly example: { readonly inputs: JsonValue; readonly outputs: JsonValue; readonly tolerance?: number };
}

const HOSTILE_PATHS = [
  '../outside',
  'a/../../outside',
  '/etc/hostname',
  'C:\\outside',
  '..\\outside',
  '.',
  '',
];

const hostile = (): unknown[] => [
  undefined,
  null,
  0,
  'text',
  [],
  {},
  Object.create(null),
  () => undefined,
  new Proxy(
    {},
    {
      get: () => {
        throw new RangeError('a getter that throws');
      },
    },
  ),
];

const write = async <Model>({ flavor, makeModel }: FlavorSubject<Model>, artifacts: ArtifactWriter) => {
  const model = await makeModel();
  return { model, ...(await flavor.write(model, artifacts)) };
};

const save = async <Model>(subject: FlavorSubject<Model>) => {
  const artifacts = memoryArtifacts();
  return { artifacts, ...(await write(subject, artifacts)) };
};

const load = async <Model>(
  { flavor }: FlavorSubject<Model>,
  artifacts: MemoryArtifacts,
  entry: JsonObject,
): Promise<Model> => flavor.read(artifacts, flavor.parseEntry(entry));

const expectExample = async <Model>(
  { flavor, example }: FlavorSubject<Model>,
  model: Model,
): Promise<void> => {
  const predictor = await flavor.predictor?.(model);
  if (!predictor) return;
  const outputs = await predictor.predict(example.inputs);
  expectClose(outputs, example.outputs, example.tolerance ?? 1e-6);
  await predictor.dispose?.();
};

/** Takes each chunk late and only then looks at it: a flavor that refills one buffer is found out. */
const slowArtifacts = (target: MemoryArtifacts): ArtifactWriter => ({
  ...target,
  write: async (path, data) => {
    if (data instanceof Uint8Array) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return target.write(path, data);
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of data) chunks.push(chunk);
    await target.write(
      path,
      (async function* () {
        yield* chunks;
      })(),
    );
  },
});

/** The promises of `FlavorV1`, each as a case. */
export const flavorCases = <Model>(subject: FlavorSubject<Model>): readonly ConformanceCase[] => {
  const { flavor, foreignValues, example } = subject;
  const noPredictor = flavor.predictor ? {} : { skip: 'the flavor makes no predictions' };

  return [
    {
      name: 'is of contract v1 and has a lower-case id',
      run: async () => {
        const version: unknown = flavor.specVersion;
        expectThat(version === 'v1', `specVersion is ${String(version)}, expected v1`);
        expectThat(
          /^[a-z][a-z0-9_]*$/.test(flavor.id),
          `The id ${flavor.id} is not lower case letters, digits and _`,
        );
        expectThat(
          flavor.capabilities.predict === (flavor.predictor !== undefined),
          'capabilities.predict does not say whether predictor is there',
        );
      },
    },
    {
      name: 'accepts its own model',
      run: async () => expectThat(flavor.accepts(await subject.makeModel()), 'It refuses its own model'),
    },
    {
      name: 'refuses foreign values without throwing',
      run: async () => {
        for (const [index, value] of [...hostile(), ...foreignValues].entries()) {
          expectThat(!flavor.accepts(value), `It accepts foreign value ${index}`);
        }
      },
    },
    {
      name: 'writes an entry that survives JSON and that it reads itself',
      run: async () => {
        const { entry } = await save(subject);
        const text = JSON.stringify(entry);
        expectThat(Object.keys(entry).length > 0, 'The entry is empty');
        expectClose(JSON.parse(text), entry, 0);
        expectThat(
          JSON.stringify(flavor.parseEntry(JSON.parse(text))) === text,
          'parseEntry changed the entry',
        );
      },
    },
    {
      name: 'reads a model that it accepts',
      run: async () => {
        const { artifacts, entry } = await save(subject);
        expectThat(flavor.accepts(await load(subject, artifacts, entry)), 'It refuses the model it read');
      },
    },
    {
      name: 'predicts the same before and after a round trip',
      ...noPredictor,
      run: async () => {
        const { artifacts, entry, model } = await save(subject);
        await expectExample(subject, model);
        await expectExample(subject, await load(subject, artifacts, entry));
      },
    },
    {
      name: 'keeps files and signature through a second round trip',
      run: async () => {
        const first = await save(subject);
        const second = memoryArtifacts();
        const again = await flavor.write(await load(subject, first.artifacts, first.entry), second);
        expectThat(
          [...first.artifacts.files.keys()].sort().join() === [...second.files.keys()].sort().join(),
          'The files differ',
        );
        expectThat(
          JSON.stringify(again.signature) === JSON.stringify(first.signature),
          'The signature differs',
        );
      },
    },
    {
      name: 'writes the same through a slow stream',
      run: async () => {
        const buffered = await save(subject);
        const streamed = memoryArtifacts();
        const { entry } = await write(subject, slowArtifacts(streamed));
        expectThat(
          [...streamed.files.keys()].sort().join() === [...buffered.artifacts.files.keys()].sort().join(),
          'The files differ',
        );
        await expectExample(subject, await load(subject, streamed, entry));
      },
    },
    {
      name: 'refuses an empty entry',
      run: async () => {
        const error = await expectCodedError(() => flavor.parseEntry({}), 'An empty entry is refused');
        expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
      },
    },
    {
      name: 'refuses an entry whose paths leave its folder',
      run: async () => {
        const { artifacts, entry } = await save(subject);
        const files = [...artifacts.files.keys()];
        const isPath = (value: unknown) =>
          files.some((file) => file === value || file.startsWith(`${String(value)}/`));
        for (const key of Object.keys(entry).filter((name) => isPath(entry[name]))) {
          for (const path of HOSTILE_PATHS) {
            const given = { ...entry, [key]: path };
            const what = `An entry with ${JSON.stringify(path)} under ${key} is refused`;
            const error = await expectCodedError(() => flavor.parseEntry(given), what);
            expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
          }
        }
      },
    },
    {
      name: 'gives a coded error for each file that is cut short, empty or missing',
      run: async () => {
        const { artifacts, entry } = await save(subject);
        for (const [path, bytes] of artifacts.files) {
          const lengths = new Set([Math.floor(bytes.length / 2), bytes.length - 1, 0]);
          for (const length of [...lengths].filter((cut) => cut >= 0 && cut < bytes.length)) {
            const what = `Reading with ${length} of ${bytes.length} bytes of ${path} is refused`;
            const broken = memoryArtifacts([...artifacts.files, [path, bytes.subarray(0, length)]]);
            await expectCodedError(async () => load(subject, broken, entry), what);
          }
          const incomplete = memoryArtifacts([...artifacts.files].filter(([other]) => other !== path));
          await expectCodedError(
            async () => load(subject, incomplete, entry),
            `Reading without ${path} is refused`,
          );
        }
      },
    },
    {
      name: 'gives a coded error for inputs that are none of the model’s',
      ...noPredictor,
      run: async () => {
        const predictor = await flavor.predictor?.(await subject.makeModel());
        for (const inputs of [null, 'text', { no_such_input: [1] }]) {
          await expectCodedError(
            async () => predictor?.predict(inputs),
            `Predicting ${JSON.stringify(inputs)} is refused`,
          );
        }
        await predictor?.dispose?.();
      },
    },
    {
      name: 'stops before it predicts when the caller has aborted',
      ...noPredictor,
      run: async () => {
        const predictor = await flavor.predictor?.(await subject.makeModel());
        const signal = AbortSignal.abort();
        const error = await expectCodedError(
          async () => predictor?.predict(example.inputs, { signal }),
          'An aborted prediction is refused',
        );
        expectThat(error.code === 'CANCELLED', `The code is ${error.code}, expected CANCELLED`);
      },
    },
    {
      name: 'leaves the model whole when its predictor is disposed of, twice',
      ...noPredictor,
      run: async () => {
        const model = await subject.makeModel();
        const predictor = await flavor.predictor?.(model);
        await predictor?.dispose?.();
        await predictor?.dispose?.();
        await expectExample(subject, model);
      },
    },
  ];
};
