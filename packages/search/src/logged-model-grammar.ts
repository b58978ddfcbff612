import { LIST, NUMERIC, TEXT } from './comparators.ts';
import type { Grammar, KeyRule } from './grammar.ts';

const text = (key: string): KeyRule => ({
  key,
  aliases: [],
  type: 'text',
  comparators: [...TEXT, ...LIST],
  sortable: true,
});

const time = (key: string, aliases: readonly string[]): KeyRule => ({
  key,
  aliases,
  type: 'number',
  comparators: NUMERIC,
  sortable: true,
});

/** MLflow's grammar for logged models; `attribute`, `attr` and the singulars are ours, as in runs. */
export const loggedModelGrammar: Grammar = {
  subject: 'logged models',
  entities: [
    {
      entity: 'attribute',
      names: ['attributes', 'attribute', 'attr'],
      keys: [
        text('name'),
        text('model_id'),
        text('model_type'),
        text('status'),
        text('source_run_id'),
        text('artifact_location'),
        time('creation_timestamp', ['creation_time', 'creation_timestamp_ms']),
        time('last_updated_timestamp', ['last_updated_time', 'last_updated_timestamp_ms']),
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
      anyKey: { type: 'text', comparators: [...TEXT, ...LIST], sortable: false },
    },
    {
      entity: 'tag',
      names: ['tags', 'tag'],
      keys: [],
      anyKey: { type: 'text', comparators: [...TEXT, ...LIST], sortable: false },
    },
  ],
};
