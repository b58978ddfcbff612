import { describe, expect, it } from 'vitest';
import { modelVersionGrammar } from './model-version-grammar.ts';
import { parseFilter } from './parse-filter.ts';
import { parseOrderBy } from './parse-order-by.ts';
import { registeredModelGrammar } from './registered-model-grammar.ts';

const grammars = { model: registeredModelGrammar, version: modelVersionGrammar };

/** What MLflow 3.17.2 takes, with keys and comparators in canonical form. */
const ACCEPTED = [
  ['model', "name = 'm'", 'attribute', 'name', '=', 'm'],
  ['model', "name != 'm'", 'attribute', 'name', '!=', 'm'],
  ['model', "attribute.name ilike 'M%'", 'attribute', 'name', 'ILIKE', 'M%'],
  ['model', "name IN ('a', 'b')", 'attribute', 'name', 'IN', ['a', 'b']],
  ['model', "tags.team LIKE 'v%'", 'tag', 'team', 'LIKE', 'v%'],
  ['model', "tag.`mlflow.prompt.is_prompt` = 'true'", 'tag', 'mlflow.prompt.is_prompt', '=', 'true'],
  ['version', "name LIKE 'm%'", 'attribute', 'name', 'LIKE', 'm%'],
  ['version', 'version_number >= 2', 'attribute', 'version_number', '>=', 2],
  ['version', "run_id = 'r'", 'attribute', 'run_id', '=', 'r'],
  ['version', "run_id IN ('r', 's')", 'attribute', 'run_id', 'IN', ['r', 's']],
  ['version', "source_path ILIKE 'runs:%'", 'attribute', 'source_path', 'ILIKE', 'runs:%'],
  ['version', "tags.k != 'v'", 'tag', 'k', '!=', 'v'],
] as const;

/** And what it refuses. */
const REFUSED = [
  ['model', "run_id = 'x'", /'run_id' is not an attribute of registered models/],
  ['model', 'name = 1', /text in quotes/],
  ['model', "name > 'a'", /cannot be compared with >/],
  ['model', "tags.k IN ('a')", /cannot be compared with IN/],
  ['model', 'last_updated_timestamp > 5', /'last_updated_timestamp' is only for order_by/],
  ['model', "params.k = 'a'", /not something to search by/],
  ['version', "version_number = '1'", /takes whole numbers|takes numbers/],
  ['version', 'version_number = 1.5', /takes whole numbers/],
  ['version', "version_number LIKE '1'", /cannot be compared with LIKE/],
  ['version', "source_path IN ('a')", /cannot be compared with IN/],
  ['version', "creation_timestamp > 'a'", /only for order_by/],
  ['version', "current_stage = 'Staging'", /not an attribute of model versions/],
] as const;

describe('filters of the registry', () => {
  it.each(ACCEPTED)('a %s filter takes %s', (...row) => {
    const [kind, text, entity, key, comparator, value] = row;
    expect(parseFilter(text, grammars[kind])).toEqual({
      kind: 'comparison',
      field: { entity, key },
      comparator,
      value,
    });
  });

  it.each(REFUSED)('a %s filter refuses %s', (kind, text, message) => {
    expect(() => parseFilter(text, grammars[kind])).toThrow(message);
  });
});

describe('order_by of the registry', () => {
  it.each([
    ['model', 'name', 'name', 'ASC'],
    ['model', 'timestamp DESC', 'last_updated_timestamp', 'DESC'],
    ['model', 'last_updated_timestamp asc', 'last_updated_timestamp', 'ASC'],
    ['version', 'name DESC', 'name', 'DESC'],
    ['version', 'version_number', 'version_number', 'ASC'],
    ['version', 'creation_timestamp DESC', 'creation_timestamp', 'DESC'],
    ['version', 'last_updated_timestamp', 'last_updated_timestamp', 'ASC'],
  ] as const)('of a %s takes %s', (...row) => {
    const [kind, text, key, direction] = row;
    expect(parseOrderBy([text], grammars[kind])).toEqual([
      { field: { entity: 'attribute', key }, direction },
    ]);
  });

  it.each([
    ['model', 'creation_timestamp'],
    ['model', 'tags.team'],
    ['version', 'run_id'],
    ['version', 'source_path'],
    ['version', 'timestamp'],
  ] as const)('of a %s refuses %s', (kind, text) => {
    expect(() => parseOrderBy([text], grammars[kind])).toThrow(/Invalid order_by/);
  });

  it('takes two names of one key for a repeat', () => {
    expect(() => parseOrderBy(['timestamp', 'last_updated_timestamp'], registeredModelGrammar)).toThrow(
      /already given/,
    );
  });
});
