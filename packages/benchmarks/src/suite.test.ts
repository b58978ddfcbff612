import { expect, test } from 'vitest';
import { toMarkdown } from './report/markdown.ts';
import { runSuite } from './suite.ts';
import type { Target } from './targets/target.ts';
import type { Effort, Gate, Workload } from './workloads/workload.ts';

const EFFORT: Effort = {
  warmUpMs: 0,
  windowMs: 0,
  repeats: 3,
  coldStarts: 1,
  runs: 1,
  peerRuns: 1,
  points: 1,
  peerPoints: 1,
};

const target = (id: string, family: Target['family']): Target => ({
  id,
  family,
  title: id,
  settleMs: 0,
  command: () => ({ line: ['true'] }),
  attach: () => ({
    createRuns: async () => [],
    createExperiment: async () => '0',
    durability: async () => '',
    countPoints: async () => 0,
  }),
});

const TARGETS = [target('millrace', 'millrace'), target('mlflow-1', 'mlflow'), target('mlflow-2', 'mlflow')];

interface Fake {
  readonly order: string[];
  readonly workload: Workload;
}

const fake = (valueOf: (id: string) => number, gates: readonly Gate[] = []): Fake => {
  const order: string[] = [];
  return {
    order,
    workload: {
      id: 'W0',
      name: 'fake',
      definition: '',
      figures: [{ id: 'f', label: 'p50', unit: 'ms', better: 'lower', goal: 3, goalRatio: 5 }],
      rawModes: ['append'],
      repeats: (effort) => effort.repeats,
      async measure(one) {
        order.push(one.id);
        return { figures: { f: valueOf(one.id) }, durability: 'none', gates };
      },
    },
  };
};

const VALUES: Readonly<Record<string, number>> = {
  millrace: 2,
  'mlflow-1': 40,
  'mlflow-2': 20,
  'raw-append': 1,
};

test('targets alternate, and only the better MLflow goes on after the first round', async () => {
  const { order, workload } = fake((id) => VALUES[id] ?? 0);
  await runSuite({
    workloads: [workload],
    targets: TARGETS,
    withRaw: true,
    effort: EFFORT,
    report: () => undefined,
  });
  expect(order.join(' ')).toBe(
    'millrace mlflow-1 mlflow-2 raw-append raw-append mlflow-2 millrace millrace mlflow-2 raw-append',
  );
});

test('the table holds medians, the ratio to MLflow, the share of the raw limit and the goals', async () => {
  const { workload } = fake((id) => VALUES[id] ?? 0);
  const results = await runSuite({
    workloads: [workload],
    targets: TARGETS,
    withRaw: true,
    effort: EFFORT,
    report: () => undefined,
  });
  const [row = ''] = toMarkdown(results)
    .split('\n')
    .filter((line) => line.includes('W0 fake'));
  expect(row.split(' | ').slice(2, 8)).toEqual([
    '2.00 (2.00–2.00)',
    '20.00 (20.00–20.00), 2w',
    '10.0x',
    '≤ 3.00 met, 5x met',
    '1.00 (1.00–1.00)',
    '50 %',
  ]);
});

test('a missed goal and a failed gate are said', async () => {
  const { workload } = fake(() => 4, [{ name: 'points stored', holds: false, detail: '1 of 2' }]);
  const lines: string[] = [];
  const results = await runSuite({
    workloads: [workload],
    targets: TARGETS.slice(0, 2),
    withRaw: false,
    effort: { ...EFFORT, repeats: 1 },
    report: (line) => lines.push(line),
  });
  const text = toMarkdown(results);
  expect(text).toContain('≤ 3.00 MISSED, 5x MISSED');
  expect(text).toContain('- FAILED points stored (W0, millrace, round 1): 1 of 2');
  expect(lines[0]).toContain('FAILED: points stored');
});

test('a target without what is measured is left out of the table, with the reason said', async () => {
  const { workload } = fake(() => 2);
  const lines: string[] = [];
  const results = await runSuite({
    workloads: [
      {
        ...workload,
        measure: (one, effort) =>
          one.family === 'mlflow'
            ? workload.measure(one, effort)
            : Promise.resolve({ figures: {}, durability: '', gates: [], skipped: 'no such route' }),
      },
    ],
    targets: TARGETS.slice(0, 2),
    withRaw: false,
    effort: { ...EFFORT, repeats: 1 },
    report: (line) => lines.push(line),
  });
  const [row = ''] = toMarkdown(results)
    .split('\n')
    .filter((line) => line.includes('W0 fake'));
  expect(row.split(' | ')[2]).toBe('-');
  expect(lines[0]).toContain('SKIPPED: no such route');
});
