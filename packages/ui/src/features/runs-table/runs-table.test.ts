import type { Run } from '@millrace/spec';
import { expect, it } from 'vitest';
import { chooseColumns, extendColumns, loggedKeys, primaryMetric } from './keys.ts';
import { treeRows } from './tree-rows.ts';

interface Sketch {
  id: string;
  parent?: string;
  metrics?: Record<string, number>;
  params?: Record<string, string>;
}

const run = ({ id, parent, metrics = {}, params = {} }: Sketch): Run => ({
  info: {
    runId: id,
    runName: id,
    experimentId: '1',
    userId: '',
    status: 'FINISHED',
    startTime: 0,
    endTime: 1,
    artifactUri: '',
    lifecycleStage: 'active',
  },
  metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 0, timestamp: 0 })),
  params: Object.entries(params).map(([key, value]) => ({ key, value })),
  tags: parent === undefined ? [] : [{ key: 'mlflow.parentRunId', value: parent }],
});

const shape = (pages: Sketch[][], collapsed: string[] = []) => {
  const { rows, hidden } = treeRows(
    pages.map((page) => page.map(run)),
    new Set(collapsed),
  );
  return { rows: rows.map((row) => `${'>'.repeat(row.depth)}${row.run.info.runId}`), hidden };
};

it('puts nested runs under their parents', () => {
  const page = [{ id: 'c', parent: 'a' }, { id: 'b' }, { id: 'd', parent: 'c' }, { id: 'a' }];
  expect(shape([page]).rows).toEqual(['b', 'a', '>c', '>>d']);
  expect(shape([page], ['a'])).toEqual({ rows: ['b', 'a'], hidden: 2 });
});

it('never moves rows of a page because another came', () => {
  const first = [{ id: 'a' }, { id: 'b' }];
  const second = [{ id: 'a1', parent: 'a' }, { id: 'z' }];
  const alone = shape([first]).rows;
  expect(shape([first, second]).rows.slice(0, alone.length)).toEqual(alone);
});

it('shows each run once where pages overlap, and loses none that name each other', () => {
  expect(
    shape([
      [{ id: 'a' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'c' }],
    ]).rows,
  ).toEqual(['a', 'b', 'c']);
  expect(
    shape([
      [
        { id: 'a', parent: 'b' },
        { id: 'b', parent: 'a' },
      ],
    ]).rows,
  ).toEqual(['a', '>b']);
});

const sweep = [
  run({ id: '1', metrics: { loss: 1, 'val/f1': 0.5, 'system/cpu': 9 }, params: { lr: '1', seed: '7' } }),
  run({ id: '2', metrics: { loss: 2, 'val/f1': 0.6, 'system/cpu': 8 }, params: { lr: '2', seed: '7' } }),
];

it('chooses the knobs that were turned and the metrics people look at', () => {
  const keys = loggedKeys(sweep);
  const primary = primaryMetric(undefined, keys);
  expect(primary).toEqual({ key: 'val/f1', lowerIsBetter: false });
  expect(chooseColumns(keys, primary)).toEqual([
    'created',
    'duration',
    'user',
    'm.val/f1',
    'm.loss',
    'm.system/cpu',
    'c.val/f1',
    'p.lr',
  ]);
});

it('follows what the experiment says of its metric', () => {
  const tags = [
    { key: 'mlflow.experiment.primaryMetric.name', value: 'loss' },
    { key: 'mlflow.experiment.primaryMetric.greaterIsBetter', value: 'False' },
  ];
  expect(primaryMetric({ tags }, loggedKeys([]))).toEqual({ key: 'loss', lowerIsBetter: true });
  const metrics = new Map([
    ['train_mse', 1],
    ['test_f1', 1],
  ]);
  expect(primaryMetric(undefined, { metrics, curves: new Set() })?.key).toBe('test_f1');
  expect(primaryMetric(undefined, { metrics, curves: new Set(['train_mse']) })).toEqual({
    key: 'train_mse',
    lowerIsBetter: true,
  });
  expect(primaryMetric(undefined, loggedKeys([]))).toBeUndefined();
});

it('adds columns behind those that are there, up to the cap', () => {
  const before = ['created', 'p.b', 'm.x'];
  expect(extendColumns(before, ['created', 'm.y', 'p.a', 'p.b'])).toEqual([...before, 'm.y', 'p.a']);
  const full = ['p.a', 'p.b', 'p.c', 'p.d'];
  expect(extendColumns(full, ['p.e'])).toEqual(full);
});
