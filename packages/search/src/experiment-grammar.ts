import { LIST, NUMERIC, PRESENCE, TEXT } from './comparators.ts';
import type { Grammar, KeyRule } from './grammar.ts';

const time = (key: string): KeyRule => ({
  key,
  aliases: [],
  type: 'integer',
  comparators: NUMERIC,
  sortable: true,
});

/** MLflow's grammar for experiments; `attributes` and `attr` are ours, as in runs. */
export const experimentGrammar: Grammar = {
  subject: 'experiments',
  entities: [
    {
      entity: 'attribute',
      names: ['attribute', 'attributes', 'attr'],
      keys: [
        { key: 'name', aliases: [], type: 'text', comparators: TEXT, sortable: true },
        { key: 'experiment_id', aliases: [], type: 'id', comparators: ['=', '!=', ...LIST], sortable: true },
        time('creation_time'),
        time('last_update_time'),
      ],
    },
    {
      entity: 'tag',
      names: ['tags', 'tag'],
      keys: [],
      anyKey: { type: 'text', comparators: [...TEXT, ...PRESENCE], sortable: false },
    },
  ],
};
