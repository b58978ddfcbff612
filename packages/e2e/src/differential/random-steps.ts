import type { Step } from './step.ts';
import { vary } from './vary.ts';

type Fields = Record<string, unknown>;

const METRICS = ['loss', 'acc', 'val/loss', 'm 1'];
const PARAMS = ['lr', 'layers', 'opt.name'];
const TAGS = ['stage', 'team', 'mlflow.note.content'];
const TEXTS = ['a', 'B', 'adam', 'ADAM', '', '10', 'ü ñ', "it's", '100%', 'a_b'];
const VALUES: readonly unknown[] = [
  0,
  1,
  -1,
  0.5,
  1e-9,
  123_456.789,
  'NaN',
  'Infinity',
  '-Infinity',
  '2.5',
  -0.25,
];
const STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const VIEWS = ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'];
const BAD_KEYS = ['', '../x', '/abs', 'a//b', 'k'.repeat(251), 'semi;colon', 'a/./b'];
const NO_RUN = '0'.repeat(32);

const RUN_FILTERS = [
  '',
  'metrics.loss > 0.1',
  'metrics.acc <= 1 AND metrics.loss != 0',
  'metrics."val/loss" >= -1',
  'metrics.`m 1` = 0.5',
  "params.lr = '10'",
  "params.lr != 'a'",
  "params.opt LIKE '%a%'",
  "params.`opt.name` ILIKE '%A%'",
  "params.layers LIKE '1_'",
  "tags.stage = 'a'",
  "tags.team ILIKE 'ADAM'",
  'tags.stage IS NULL',
  'params.lr IS NOT NULL',
  "attributes.status = 'FINISHED'",
  "status != 'RUNNING'",
  "attributes.run_name LIKE 'run-%'",
  "run_name ILIKE 'RUN-%'",
  "attributes.run_id = '$R0'",
  "run_id IN ('$R0', '$R1')",
  "attributes.run_id NOT IN ('$R0')",
  'attributes.start_time > 1000',
  "start_time <= 1004 and status LIKE '%E%'",
  'attributes.end_time >= 5000',
  "attributes.user_id = 'someone'",
  "attributes.artifact_uri LIKE '%artifacts'",
  "tags.`mlflow.runName` = 'run-1'",
  // Refused by both.
  'metrics.loss > ',
  "metrics.loss > '1'",
  'params.lr = 10',
  "params.lr > '1'",
  "attributes.lifecycle_stage = 'active'",
  "nothing.x = '1'",
  'metrics.loss',
  "tags.stage = 'a' AND",
  "attributes.status IN ('FINISHED')",
];

const RUN_ORDERS: readonly (readonly string[])[] = [
  [],
  ['start_time ASC'],
  ['attributes.start_time DESC'],
  ['metrics.loss DESC'],
  ['metrics.acc ASC', 'start_time ASC'],
  ['metrics.`val/loss`'],
  ['params.lr ASC'],
  ['params.layers DESC', 'attributes.start_time'],
  ['tags.stage DESC'],
  ['status ASC', 'start_time DESC'],
  ['run_name DESC'],
  ['attributes.end_time ASC'],
  ['metrics.loss sideways'],
  ['nothing.x ASC'],
  ['start_time', 'start_time DESC'],
];

/** All that a sequence knows of what it has made so far: no more than the numbers. */
export const randomSteps = (random: () => number, sequence: number, count: number): Step[] => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const maybe = (chance: number): boolean => random() < chance;
  let experiments = 0;
  let runs = 0;
  const nameOf = (): string => `s${sequence}/${pick(['one', 'two', 'Three', 'vier'])}`;
  const experiment = (): string => (maybe(0.03) ? '987654321' : `$E${below(Math.max(experiments, 1))}`);
  const run = (): string => (maybe(0.03) ? NO_RUN : `$R${below(Math.max(runs, 1))}`);
  const key = (good: readonly string[]): string => (maybe(0.06) ? pick(BAD_KEYS) : pick(good));
  const text = (): string => (maybe(0.02) ? 'x'.repeat(8_100) : pick(TEXTS));
  const metric = (): Fields => ({
    key: key(METRICS),
    value: pick(VALUES),
    timestamp: maybe(0.03) ? -1 : below(5),
    ...(maybe(0.8) ? { step: below(6) - 1 } : {}),
  });
  const entries = (keys: readonly string[], limit: number): Fields[] =>
    Array.from({ length: below(limit) }, () => ({ key: key(keys), value: text() }));

  const createExperiment = (): Step => ({
    method: 'POST',
    path: 'experiments/create',
    fields: {
      name: maybe(0.05) ? '' : nameOf(),
      ...(maybe(0.4) ? { tags: [{ key: 'kind', value: text() }] } : {}),
    },
    makes: `$E${experiments++}`,
  });
  const createRun = (): Step => ({
    method: 'POST',
    path: 'runs/create',
    fields: {
      experiment_id: experiment(),
      start_time: 1_000 + runs,
      ...(maybe(0.8) ? { run_name: `run-${below(4)}` } : {}),
      ...(maybe(0.3) ? { user_id: 'someone' } : {}),
      ...(maybe(0.4) ? { tags: [{ key: pick(TAGS), value: pick(TEXTS) }] } : {}),
      ...(maybe(0.1) ? { tags: [{ key: 'mlflow.runName', value: `run-${below(4)}` }] } : {}),
    },
    makes: `$R${runs++}`,
  });

  const post = (path: string, fields: Fields): Step => ({ method: 'POST', path, fields });
  const get = (path: string, fields: Fields): Step => ({ method: 'GET', path, fields });
  const kinds: readonly (readonly [weight: number, make: () => Step])[] = [
    [2, createExperiment],
    [4, createRun],
    [1, () => get('experiments/get', { experiment_id: experiment() })],
    [1, () => get('experiments/get-by-name', { experiment_name: nameOf() })],
    [1, () => post('experiments/update', { experiment_id: experiment(), new_name: nameOf() })],
    [0.7, () => post('experiments/delete', { experiment_id: experiment() })],
    [0.7, () => post('experiments/restore', { experiment_id: experiment() })],
    [
      1,
      () =>
        post('experiments/set-experiment-tag', {
          experiment_id: experiment(),
          key: key(TAGS),
          value: text(),
        }),
    ],
    [
      0.5,
      () =>
        post('experiments/delete-experiment-tag', {
          experiment_id: experiment(),
          key: pick([...TAGS, 'kind']),
        }),
    ],
    [
      1.5,
      () =>
        post('experiments/search', {
          max_results: maybe(0.1) ? below(2) : 1 + below(5),
          filter: `name LIKE 's${sequence}/%'${maybe(0.4) ? pick([" AND tags.kind = 'a'", " AND name ILIKE '%t%'", " AND tags.stage != 'a'", ' AND']) : ''}`,
          order_by: [
            pick(['name ASC', 'name DESC', 'experiment_id ASC', 'experiment_id DESC', 'nothing ASC']),
          ],
          view_type: pick(VIEWS),
        }),
    ],
    [2, () => get('runs/get', { run_id: run() })],
    [
      2,
      () =>
        post('runs/update', {
          run_id: run(),
          ...(maybe(0.7) ? { status: pick(STATUSES) } : {}),
          ...(maybe(0.6) ? { end_time: 4_998 + below(6) } : {}),
          ...(maybe(0.3) ? { run_name: `run-${below(4)}` } : {}),
        }),
    ],
    [1, () => post('runs/delete', { run_id: run() })],
    [1, () => post('runs/restore', { run_id: run() })],
    [3, () => post('runs/log-metric', { run_id: run(), ...metric() })],
    [2, () => post('runs/log-parameter', { run_id: run(), key: key(PARAMS), value: text() })],
    [2, () => post('runs/set-tag', { run_id: run(), key: key(TAGS), value: text() })],
    [1, () => post('runs/delete-tag', { run_id: run(), key: pick(TAGS) })],
    [
      4,
      () =>
        post('runs/log-batch', {
          run_id: run(),
          metrics: Array.from({ length: below(6) }, metric),
          params: entries(PARAMS, 3),
          tags: entries(TAGS, 3),
        }),
    ],
    [
      5,
      () =>
        post('runs/search', {
          experiment_ids: Array.from({ length: 1 + below(2) }, experiment),
          filter: pick(RUN_FILTERS),
          order_by: pick(RUN_ORDERS),
          run_view_type: pick(VIEWS),
          ...(maybe(0.5) ? { max_results: 1 + below(3) } : {}),
          ...(maybe(0.15) ? { page_token: btoa(`{"offset": ${1 + below(2)}}`) } : {}),
        }),
    ],
    [
      3,
      () =>
        get('metrics/get-history', {
          run_id: run(),
          metric_key: pick(METRICS),
          ...(maybe(0.4) ? { max_results: 1 + below(3) } : {}),
        }),
    ],
  ];
  const total = kinds.reduce((sum, [weight]) => sum + weight, 0);
  const any = (): Step => {
    let left = random() * total;
    for (const [weight, make] of kinds) {
      left -= weight;
      if (left < 0) return make();
    }
    return createRun();
  };
  return [createExperiment(), createRun(), ...Array.from({ length: count - 2 }, () => vary(any(), random))];
};
