import { readFile } from 'node:fs/promises';
import type { ColumnType, JsonObject, JsonValue, Signature } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMlModel } from './format-ml-model.ts';
import type { MlModel } from './ml-model.ts';
import { parseMlModel } from './parse-ml-model.ts';

const fixture = async (name: string): Promise<string> =>
  readFile(new URL(`../test/fixtures/${name}.MLmodel`, import.meta.url), 'utf8');

describe('a file that Python wrote', () => {
  for (const name of ['tensor', 'columns']) {
    it(`comes out as it went in, key by key and line by line: ${name}`, async () => {
      const text = await fixture(name);
      // Signatures apart: Python puts spaces into their JSON. So are keys that say nothing.
      const plain = (file: string) =>
        file
          .replace(/signature:\n( {2}.*\n)+/, '')
          .split('\n')
          .filter((line) => line !== 'prompts: null' && line !== 'model_id: null')
          .join('\n');
      expect(plain(formatMlModel(parseMlModel(text)))).toBe(plain(text));
      expect(parseMlModel(formatMlModel(parseMlModel(text)))).toEqual(parseMlModel(text));
    });
  }

  it('tells its tensors, example and metadata', async () => {
    const model = parseMlModel(await fixture('tensor'));
    expect(model.signature).toEqual({
      inputs: [{ type: 'tensor', dtype: 'float32', shape: [-1, 3] }],
      outputs: [{ type: 'tensor', dtype: 'float32', shape: [-1, 1] }],
      params: null,
    });
    expect(model.inputExample).toEqual({
      artifactPath: 'input_example.json',
      servingInputPath: 'serving_input_example.json',
      type: 'ndarray',
      extra: {},
    });
    expect(model.metadata).toEqual({ team: 'mill', on: 'yes' });
    expect(Object.keys(model.flavors)).toEqual(['python_function']);
    expect(model.extra['mlflow_version']).toBe('3.17.2');
    expect(model.utcTimeCreated).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
  });

  it('tells its columns and params, nested ones too', async () => {
    const { signature } = parseMlModel(await fixture('columns'));
    expect(signature?.inputs).toEqual([
      { type: 'double', name: 'horsepower', required: true },
      { type: 'string', name: 'origin', required: false },
      { type: { kind: 'array', items: 'string' }, name: 'tags', required: true },
      {
        type: { kind: 'object', properties: { p: { type: 'long', required: false } } },
        name: 'b',
        required: true,
      },
      { type: { kind: 'map', values: 'double' }, name: 'c', required: true },
      { type: 'any', name: 'd', required: true },
    ]);
    expect(signature?.outputs).toEqual([{ type: 'double', required: true }]);
    expect(signature?.params).toEqual([
      { name: 'limit', type: 'long', default: 5, shape: null },
      { name: 'names', type: 'string', default: ['a'], shape: [-1] },
    ]);
  });
});

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/);
const jsonValue = fc.jsonValue({ maxDepth: 3 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));
const jsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(key, jsonValue, { noNullPrototype: true });

const { columnType } = fc.letrec<{ columnType: ColumnType }>((tie) => ({
  columnType: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('boolean', 'long', 'double', 'string', 'datetime', 'any'),
    fc.record({ kind: fc.constant('array'), items: tie('columnType') }),
    fc.record({ kind: fc.constant('map'), values: tie('columnType') }),
    fc.record({
      kind: fc.constant('object'),
      properties: fc.dictionary(key, fc.record({ type: tie('columnType'), required: fc.boolean() }), {
        noNullPrototype: true,
      }),
    }),
  ),
}));

const name = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
const tensor = fc.record({
  type: fc.constant('tensor'),
  name,
  dtype: fc.constantFrom('float32', 'int32', 'bool'),
  shape: fc.array(fc.integer({ min: -1, max: 512 })),
});
const column = fc.record({ type: columnType, name, required: fc.boolean() });
const schema = fc.option(fc.oneof(fc.array(tensor, { minLength: 1 }), fc.array(column)));
const param = fc.record({
  name: fc.string(),
  type: fc.constantFrom('long', 'double', 'string'),
  default: jsonValue,
  shape: fc.option(fc.constant([-1])),
});
const signature = fc.record({ inputs: schema, outputs: schema, params: fc.option(fc.array(param)) });

const model: fc.Arbitrary<MlModel> = fc.record({
  flavors: fc.dictionary(key, jsonObject, { minKeys: 1, noNullPrototype: true }),
  utcTimeCreated: fc.constantFrom('2026-11-24 10:35:09.141318', '1970-01-01 00:00:00'),
  modelUuid: fc.option(fc.stringMatching(/^[0-9]{32}$|^[0-9a-f]{32}$|^[0-9]{30}e[0-9]$/), { nil: undefined }),
  artifactPath: name,
  runId: name,
  signature: fc.option(signature as fc.Arbitrary<Signature>, { nil: undefined }),
  inputExample: fc.option(
    fc.record({
      artifactPath: fc.string(),
      type: fc.string(),
      servingInputPath: name,
      extra: fc.constant({ pandas_orient: 'split' }),
    }),
    { nil: undefined },
  ),
  modelSizeBytes: fc.option(fc.maxSafeNat(), { nil: undefined }),
  metadata: fc.option(jsonObject, { nil: undefined }),
  extra: fc.dictionary(fc.stringMatching(/^x_[a-z]{1,6}$/), jsonValue, { noNullPrototype: true }),
});

/** Drops keys without a value, as a file has none. */
const present = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the MLmodel file', () => {
  it('gives back every model that was written to it', () => {
    fc.assert(
      fc.property(model, (given) => {
        expect(present(parseMlModel(formatMlModel(given)))).toEqual(present(given));
      }),
      { numRuns: 300 },
    );
  });

  it('writes what PyYAML would read as something else in a way that it does not', () => {
    const values = {
      a: 1e-7,
      b: '=',
      c: '<<',
      d: '\u2028',
      e: '\ttab',
      f: '1e5',
      g: '2026-01-01',
      h: 'yes',
      i: '12:30:45',
    };
    const text = formatMlModel({ flavors: { x: values }, utcTimeCreated: '', extra: {} });
    const lines = text.split('\n').filter((line) => line.startsWith('    '));
    expect(lines.map((line) => line.slice('    a: '.length))).toEqual([
      '1.0e-7',
      '"="',
      '"<<"',
      '"\\u2028"',
      '"\\ttab"',
      "'1e5'",
      "'2026-01-01'",
      "'yes'",
      "'12:30:45'",
    ]);
    expect(parseMlModel(text).flavors['x']).toEqual(values);
  });

  it('answers any text with a model or INVALID_PARAMETER_VALUE', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('-', ' ', '\n', ':', '{', '&a', '*a', '!') }),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          parseMlModel(`flavors: ${given}`);
        } catch (error) {
          expect(MillraceError.is(error) && error.code).toBe('INVALID_PARAMETER_VALUE');
        }
      }),
      { numRuns: 500 },
    );
  });

  const bomb = Array.from({ length: 12 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
  );
  const refused = {
    'an alias bomb': ['flavors: {a: {b: 1}}', ...bomb].join('\n'),
    'a tag of Python': 'flavors: {a: {b: !!python/object/apply:os.system ["true"]}}',
    'a binary value': 'flavors: {a: {b: !!binary aGk=}}',
    'nesting without end': `flavors: ${'['.repeat(100_000)}`,
    'no flavor': 'flavors: {}',
    'a flavor without entry': 'flavors: {a: text}',
    'two documents': 'flavors: {a: {b: 1}}\n---\nflavors: {}',
    'a key twice': 'flavors: {a: {b: 1}}\nflavors: {c: {d: 1}}',
    nothing: '',
    'too much': `flavors: {a: {b: ${'x'.repeat(1_100_000)}}}`,
    'a signature that is no JSON': "flavors: {a: {b: 1}}\nsignature: {inputs: '[{'}",
    'a type nobody knows': `flavors: {a: {b: 1}}\nsignature: {inputs: '[{"type":"quaternion"}]'}`,
  };
  for (const [what, text] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(() => parseMlModel(text)).toThrow(
        expect.objectContaining({
          code: 'INVALID_PARAMETER_VALUE',
          reason: expect.stringMatching(/^models\//),
        }),
      );
    });
  }

  it('leaves the prototype of objects alone', () => {
    const parsed = parseMlModel('flavors: {a: {__proto__: {polluted: 1}}}\n__proto__: {polluted: 1}');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(parsed, 'polluted')).toBeUndefined();
  });
});
