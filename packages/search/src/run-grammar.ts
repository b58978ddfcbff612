import { LIST, NUMERIC, PRESENCE, TEXT } from './comparators.ts';
import type { Grammar, KeyRule } from './grammar.ts';

const time = (key: string, aliases: readonly string[] = []): KeyRule => ({
  key,
  aliases,
  type: 'number',
  comparators: NUMERIC,
  sortable: true,
});

const text = (key: string, aliases: readonly string[] = []): KeyRule => ({
  key,
  aliases,
  type: 'text',
  comparators: TEXT,
  sortable: true,
});

const listable = (key: string, sortable: boolean): KeyRule => ({
  ...text(key),
  comparators: [...TEXT, ...LIST],
  sortable,
});

/** MLflow's grammar for runs, its spellings included. */
export const runGrammar: Grammar = {
  subject: 'runs',
  entities: [
    {
      entity: 'attribute',
      names: ['attributes', 'attribute', 'attr', 'run'],
      keys: [
        listable('run_id', true),
        text('run_name', ['run name', 'Run name', 'Run Name']),
        text('status'),
        text('user_id'),
        text('artifact_uri'),
        time('start_time', ['created', 'Created']),
        time('end_time'),
      ],
    },
    {
      entity: 'metric',
      names: ['metrics', 'metric'],
      keys: [],
      anyKey: { type: 'number', comparators: NUMERIC, sortable: true },
    },
    {
      entity: 'param',
      names: ['params', 'param', 'parameters', 'parameter'],
      keys: [],
      anyKey: { type: 'text', comparators: [...TEXT, ...PRESENCE], sortable: true },
    },
    {
      entity: 'tag',
      names: ['tags', 'tag'],
      keys: [],
      anyKey: { type: 'text', comparators: [...TEXT, ...PRESENCE], sortable: true },
    },
    {
      entity: 'dataset',
      names: ['datasets', 'dataset'],
      keys: [listable('name', false), listable('digest', false), listable('context', false)],
    },
  ],
};
