import type { RawInput } from '@millrace/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
let runId: string;
beforeEach(async () => {
  harness = createHarness();
  runId = await newRun(harness);
});

const get = () => harness.call('runs.get', { runId });
const logBatch = (batch: Omit<RawInput<'runs.logBatch'>, 'runId'>) =>
  harness.call('runs.logBatch', { runId, ...batch });
const point = (key: string, value = 1, step = 0) => ({ key, value, timestamp: 1, step });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('runs.logMetric', () => {
  it('adds a point; a repeat changes nothing', async () => {
    const metric = { key: 'loss', value: 0.5, timestamp: 10, step: 3 };
    await harness.call('runs.logMetric', { runId, ...metric });
    await harness.call('runs.logMetric', { runId, ...metric });
    expect(await harness.call('metrics.history', { runId, key: 'loss' })).toEqual({ metrics: [metric] });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.1, 1e308])(
    'takes %d as data',
    async (value) => {
      await harness.call('runs.logMetric', { runId, ...point('a', value, -5) });
      expect((await get()).metrics).toEqual([point('a', value, -5)]);
    },
  );
});

/** Rules of keys are the same for metrics, params and tags. */
const BAD_KEYS = [
  '../x',
  'a/../b',
  '/abs',
  '.',
  '..',
  '...',
  '..b',
  '',
  'a//b',
  'a/',
  './a',
  'a/.',
  'a\0b',
  '\ud800',
  'a\nb',
  'a?b',
  'a#b',
  'ключ;',
  'x'.repeat(251),
];
const GOOD_KEYS = [
  'a',
  'val/loss',
  'a b',
  'a-b.c_d',
  'a:b',
  'ключ',
  'a..b',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(250),
];

describe('keys', () => {
  it.each(BAD_KEYS)('refuse %j', async (key) => {
    await expectRefusal(harness.call('runs.logMetric', { runId, ...point(key) }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(
      logBatch({ params: [{ key, value: '1' }] }),
      'INVALID_PARAMETER_VALUE',
      /params\[0\]\.key/,
    );
    await expectRefusal(
      harness.call('runs.setTag', { runId, key, value: '1' }),
      'INVALID_PARAMETER_VALUE',
      /key/,
    );
    expect(await get()).toMatchObject({ metrics: [], params: [], tags: [{ key: 'mlflow.runName' }] });
  });

  it.each(GOOD_KEYS)('take %j', async (key) => {
    await logBatch({ metrics: [point(key)], params: [{ key, value: '1' }], tags: [{ key, value: '1' }] });
    const run = await get();
    expect(run.metrics.map((metric) => metric.key)).toEqual([key]);
    expect(run.params).toEqual([{ key, value: '1' }]);
    expect(run.tags).toContainEqual({ key, value: '1' });
    expect(({} as { value?: unknown }).value).toBeUndefined();
  });

  it('are judged the same the second time', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      await harness.call('runs.logMetric', { runId, ...point('fine') });
      await expectRefusal(
        harness.call('runs.logMetric', { runId, ...point('a/../b') }),
        'INVALID_PARAMETER_VALUE',
      );
    }
  });
});

describe('params', () => {
  const log = (value: string, key = 'depth') => harness.call('runs.logParam', { runId, key, value });

  it('may be repeated but never changed', async () => {
    await log('3');
    await log('3');
    await expectRefusal(log('5'), 'INVALID_PARAMETER_VALUE', /Changing param values is not allowed.*'depth'/);
    await expectRefusal(logBatch({ params: [{ key: 'depth', value: '5' }] }), 'INVALID_PARAMETER_VALUE');
    await logBatch({
      params: [
        { key: 'depth', value: '3' },
        { key: 'width', value: '1' },
      ],
    });
    expect((await get()).params).toEqual([
      { key: 'depth', value: '3' },
      { key: 'width', value: '1' },
    ]);
  });

  it('may not come twice in one batch, even with equal values', async () => {
    const param = { key: 'depth', value: '3' };
    await expectRefusal(
      logBatch({ params: [param, param] }),
      'INVALID_PARAMETER_VALUE',
      /Duplicate parameter keys.*'depth'/,
    );
  });

  it('are cut at 6000 characters, and a repeat is still a repeat', async () => {
    await log('x'.repeat(6_001));
    await log('x'.repeat(6_001));
    expect((await get()).params[0]?.value).toHaveLength(6_000);
  });

  it('are cut between characters, never within one', async () => {
    await log('😀'.repeat(6_001));
    expect((await get()).params[0]?.value).toBe('😀'.repeat(6_000));
  });

  it('may be empty, but not half a character', async () => {
    await log('');
    await expectRefusal(log('\udc00', 'other'), 'INVALID_PARAMETER_VALUE');
  });
});

describe('tags', () => {
  const set = (key: string, value: string) => harness.call('runs.setTag', { runId, key, value });

  it('are replaced, and cut at 8000 characters', async () => {
    await set('note', 'a');
    await set('note', 'x'.repeat(8_001));
    expect((await get()).tags.find((tag) => tag.key === 'note')?.value).toHaveLength(8_000);
  });

  it('rename the run by the tag of its name, alone and in a batch', async () => {
    await set('mlflow.runName', 'second');
    expect((await get()).info.runName).toBe('second');
    await logBatch({
      tags: [
        { key: 'mlflow.runName', value: 'third' },
        { key: 'a', value: '1' },
      ],
    });
    const run = await get();
    expect(run.info.runName).toBe('third');
    expect(run.tags).toHaveLength(2);
    expect(run.tags).toEqual(
      expect.arrayContaining([
        { key: 'mlflow.runName', value: 'third' },
        { key: 'a', value: '1' },
      ]),
    );
  });

  it('leave the name when its tag is set to nothing', async () => {
    const { runName } = (await get()).info;
    await set('mlflow.runName', '');
    expect(await get()).toMatchObject({ info: { runName }, tags: [{ value: runName }] });
  });

  it('count the last of a key given twice', async () => {
    await logBatch({
      tags: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    });
    expect((await get()).tags).toContainEqual({ key: 'a', value: '2' });
  });

  it('are removed once', async () => {
    await set('a', '1');
    await harness.call('runs.deleteTag', { runId, key: 'a' });
    await expectRefusal(
      harness.call('runs.deleteTag', { runId, key: 'a' }),
      'RESOURCE_DOES_NOT_EXIST',
      /No tag with name: a in run with id/,
    );
  });
});

describe('runs.logBatch', () => {
  it('takes as much as MLflow does', async () => {
    await logBatch({
      metrics: many(800, (index) => point(`m${index}`)),
      params: many(100, (index) => ({ key: `p${index}`, value: '1' })),
      tags: many(100, (index) => ({ key: `t${index}`, value: '1' })),
    });
    const run = await get();
    expect([run.metrics.length, run.params.length, run.tags.length]).toEqual([800, 100, 101]);
    await logBatch({ metrics: many(1000, (index) => point('m', index)) });
    await logBatch({});
  });

  it.each([
    [
      '1,001 metrics',
      { metrics: many(1001, (index) => point('a', index)) },
      /at most 1000 metrics\. Got 1001/,
    ],
    [
      '101 params',
      { params: many(101, (index) => ({ key: `p${index}`, value: '1' })) },
      /at most 100 params/,
    ],
    ['101 tags', { tags: many(101, (index) => ({ key: `t${index}`, value: '1' })) }, /at most 100 tags/],
    [
      '1,001 in all',
      { metrics: many(1000, (index) => point('a', index)), tags: [{ key: 't', value: '1' }] },
      /at most 1000 metrics, params, and tags/,
    ],
  ])('refuses %s and writes nothing', async (_name, batch, text) => {
    const before = await get();
    await expectRefusal(logBatch(batch), 'INVALID_PARAMETER_VALUE', text);
    expect(await get()).toEqual(before);
  });

  it('writes all of it or nothing', async () => {
    await logBatch({ params: [{ key: 'depth', value: '3' }] });
    const before = await get();
    await expectRefusal(
      logBatch({
        metrics: [point('a')],
        params: [
          { key: 'new', value: '1' },
          { key: 'depth', value: '4' },
        ],
        tags: [{ key: 't', value: '1' }],
      }),
      'INVALID_PARAMETER_VALUE',
    );
    await expectRefusal(
      logBatch({ metrics: [point('a'), point('b//c')] }),
      'INVALID_PARAMETER_VALUE',
      /metrics\[1\]\.name/,
    );
    expect(await get()).toEqual(before);
  });

  it('leaves the same behind, however often it is repeated', async () => {
    const batch = {
      metrics: [point('a'), point('a', 2, 1)],
      params: [{ key: 'p', value: '1' }],
      tags: [{ key: 't', value: '1' }],
    };
    await logBatch(batch);
    const before = await get();
    await logBatch(batch);
    expect(await get()).toEqual(before);
    expect((await harness.call('metrics.history', { runId, key: 'a' })).metrics).toHaveLength(2);
  });
});
