import type { Input } from '@millrace/protocol';
import { invalid, shown } from './invalid.ts';

type Search = Input<'loggedModels.search'>;

/** What a page belongs to, under the names of MLflow's token. */
const describe = ({ experimentIds, filter, orderBy }: Search): Record<string, unknown> => ({
  experiment_ids: experimentIds,
  filter_string: filter === undefined || filter === '' ? null : filter,
  order_by:
    orderBy.length === 0
      ? null
      : orderBy.map((order) => ({
          field_name: order.field,
          ascending: order.ascending,
          dataset_name: order.datasetName ?? null,
          dataset_digest: order.datasetDigest ?? null,
        })),
});

const encode = (text: string): string => {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
};

const decode = (token: string): unknown => {
  try {
    const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

export const toLoggedModelToken = (search: Search, offset: number): string =>
  encode(JSON.stringify({ ...describe(search), offset }));

const WORDS: Readonly<Record<string, string>> = {
  experiment_ids: 'Experiment IDs',
  filter_string: 'Filter string',
  order_by: 'Order by',
};

/** Where the next page begins. A token is good for the search that gave it alone. Throws INVALID_PARAMETER_VALUE. */
export const fromLoggedModelToken = (search: Search): number => {
  const { pageToken } = search;
  if (pageToken === undefined || pageToken === '') return 0;
  const token = decode(pageToken);
  const offset = typeof token === 'object' && token !== null && 'offset' in token ? token.offset : undefined;
  if (
    typeof token !== 'object' ||
    token === null ||
    typeof offset !== 'number' ||
    !Number.isSafeInteger(offset) ||
    offset < 1
  ) {
    throw invalid(
      `Invalid page token ${shown(pageToken)}: expected the next_page_token of the page before`,
      'invalid-page-token',
    );
  }
  for (const [name, expected] of Object.entries(describe(search))) {
    const found: unknown = Reflect.get(token, name) ?? null;
    if (JSON.stringify(found) === JSON.stringify(expected)) continue;
    throw invalid(
      `${WORDS[name]} in the page token does not match that of the request: start again without a token`,
      'page-token-of-another-search',
    );
  }
  return offset;
};
