import { LIST, TEXT } from './comparators.ts';
import type { Grammar } from './grammar.ts';

/** MLflow's grammar for registered models; `attributes` and `attr` are ours, as in runs. */
export const registeredModelGrammar: Grammar = {
  subject: 'registered models',
  entities: [
    {
      entity: 'attribute',
      names: ['attribute', 'attributes', 'attr'],
      keys: [
        { key: 'name', aliases: [], type: 'text', comparators: [...TEXT, ...LIST], sortable: true },
        {
          key: 'last_updated_timestamp',
          aliases: ['timestamp'],
          type: 'integer',
          comparators: [],
          sortable: true,
        },
      ],
    },
    {
      entity: 'tag',
      names: ['tags', 'tag'],
      keys: [],
      anyKey: { type: 'text', comparators: TEXT, sortable: false },
    },
  ],
};
