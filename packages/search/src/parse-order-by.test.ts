import { MillraceError } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import { experimentGrammar } from './experiment-grammar.ts';
import { parseOrderBy } from './parse-order-by.ts';
import { runGrammar } from './run-grammar.ts';

/** As `parse_order_by_for_search_runs` of MLflow 3.17.2 reads them. */
const ACCEPTED: readonly (readonly [string, string, string, string])[] = [
  ['start_time', 'attribute', 'start_time', 'ASC'],
  ['start_time DESC', 'attribute', 'start_time', 'DESC'],
  ['metrics.loss asc', 'metric', 'loss', 'ASC'],
  ['metrics.`val loss` DESC', 'metric', 'val loss', 'DESC'],
  ['metrics."val/loss"', 'metric', 'val/loss', 'ASC'],
  ['params.x', 'param', 'x', 'ASC'],
  ['tags.y desc', 'tag', 'y', 'DESC'],
  ['attributes.run_name', 'attribute', 'run_name', 'ASC'],
  ['`metrics.a b` DESC', 'metric', 'a b', 'DESC'],
  ['"metrics.a b" DESC', 'metric', 'a b', 'DESC'],
  ['created', 'attribute', 'start_time', 'ASC'],
];

const REFUSED: readonly string[] = [
  'Run name',
  'datasets.name',
  'metrics.a DESC foo',
  'metrics.a down',
  'foo',
  '',
  'start_time; DROP TABLE runs',
  '1',
  '(select 1)',
  'experiment_id',
  'metrics.val/loss',
  'x'.repeat(2000),
];

describe('order_by of runs', () => {
  it.each(ACCEPTED)('takes %s', (...row) => {
    const [text, entity, key, direction] = row;
    expect(parseOrderBy([text], runGrammar)).toEqual([{ field: { entity, key }, direction }]);
  });

  it.each(REFUSED)('refuses %s', (text) => {
    expect(() => parseOrderBy([text], runGrammar)).toThrow(MillraceError);
  });

  it('keeps the order given', () => {
    const items = parseOrderBy(['params.a', 'metrics.a DESC', 'tags.a'], runGrammar);
    expect(items.map((item) => item.field.entity)).toEqual(['param', 'metric', 'tag']);
  });

  it('refuses a key given twice, by whatever name', () => {
    expect(() => parseOrderBy(['start_time', 'created DESC'], runGrammar)).toThrow(/already given/);
  });

  it('refuses more keys than a database can join', () => {
    const items = Array.from({ length: 33 }, (_, index) => `metrics.m${index}`);
    expect(() => parseOrderBy(items, runGrammar)).toThrow(/at most 32/);
    expect(parseOrderBy(items.slice(1), runGrammar)).toHaveLength(32);
  });

  it('says that it is about order_by', () => {
    expect(() => parseOrderBy(['foo'], runGrammar)).toThrow(/^Invalid order_by at character 1, near "foo"/);
  });
});

describe('order_by of experiments', () => {
  it.each(['name', 'experiment_id DESC', 'creation_time', 'last_update_time asc', 'attribute.name'])(
    'takes %s',
    (text) => expect(parseOrderBy([text], experimentGrammar)).toHaveLength(1),
  );

  it.each(['tags.a', 'foo', 'lifecycle_stage', 'metrics.a'])('refuses %s', (text) => {
    expect(() => parseOrderBy([text], experimentGrammar)).toThrow(MillraceError);
  });
});
