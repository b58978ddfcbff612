import { LIST, NUMERIC, TEXT } from './comparators.ts';
import type { Grammar, KeyRule } from './grammar.ts';

const onlySortable = (key: string): KeyRule => ({
  key,
  aliases: [],
  type: 'integer',
  comparators: [],
  sortable: true,
});

/** MLflow's grammar for versions of registered models; `attributes` and `attr` are ours, as in runs. */
export const modelVersionGrammar: Grammar = {
  subject: 'model versions',
  entities: [
    {
      entity: 'attribute',
      names: ['attribute', 'attributes', 'attr'],
      keys: [
        { key: 'name', aliases: [], type: 'text', comparators: [...TEXT, ...LIST], sortable: true },
        { key: 'version_number', aliases: [], type: 'integer', comparators: NUMERIC, sortable: true },
        { key: 'run_id', aliases: [], type: 'text', comparators: [...TEXT, ...LIST], sortable: false },
        { key: 'source_path', aliases: [], type: 'text', comparators: TEXT, sortable: false },
        onlySortable('creation_timestamp'),
        onlySortable('last_updated_timestamp'),
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
