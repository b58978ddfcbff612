import type { Input, Output } from '@millrace/protocol';
import { loggedModelGrammar, parseFilter } from '@millrace/search';
import type { LoggedModelOrder, ReadUnit } from '@millrace/spec';
import { toExperimentId } from './rules/experiments.ts';
import { invalid, missing } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';
import { fromLoggedModelToken, toLoggedModelToken } from './rules/logged-model-page.ts';
import { checkPageSize } from './rules/page.ts';

type Search = Input<'loggedModels.search'>;

const METRICS = 'metrics.';
const ATTRIBUTES = 'attributes.';

const attributes = loggedModelGrammar.entities.find(({ entity }) => entity === 'attribute')?.keys ?? [];

/** A metric's key is all that follows the first dot. */
const toField = (given: string): LoggedModelOrder['field'] => {
  if (given.startsWith(METRICS) && given.length > METRICS.length) {
    return { entity: 'metric', key: given.slice(METRICS.length) };
  }
  const name = given.startsWith(ATTRIBUTES) ? given.slice(ATTRIBUTES.length) : given;
  const known = attributes.find(({ key, aliases }) => key === name || aliases.includes(name));
  if (known !== undefined) return { entity: 'attribute', key: known.key };
  throw invalid(
    `Invalid order by field name: ${given.slice(0, 200)}. Expected metrics.<key> or one of ` +
      attributes.map(({ key }) => key).join(', '),
    'invalid-order-by',
  );
};

const toOrder = (order: Search['orderBy'][number]): LoggedModelOrder => ({
  field: toField(order.field),
  direction: order.ascending ? 'ASC' : 'DESC',
  datasetName: order.datasetName,
  datasetDigest: order.datasetDigest,
});

const MAX_ORDERS = 32;

const check = ({ experimentIds, datasets, orderBy, maxResults }: Search): void => {
  if (experimentIds.length === 0) throw missing('experiment_ids');
  if (datasets.some(({ name }) => name === '')) {
    throw invalid('`dataset_name` in the `datasets` clause must be specified.', 'no-dataset-name');
  }
  if (orderBy.length > MAX_ORDERS || datasets.length > MAX_ORDERS) {
    throw invalid(`At most ${MAX_ORDERS} orders and ${MAX_ORDERS} datasets are taken`, 'too-many-orders');
  }
  checkPageSize(maxResults, LIMITS.searchPage);
};

export const searchLoggedModels = async (
  { loggedModels }: ReadUnit,
  input: Search,
): Promise<Output<'loggedModels.search'>> => {
  check(input);
  const offset = fromLoggedModelToken(input);
  const found = await loggedModels.searchLoggedModels({
    experimentIds: input.experimentIds.map(toExperimentId),
    filter: parseFilter(input.filter, loggedModelGrammar),
    datasets: input.datasets,
    orderBy: input.orderBy.map(toOrder),
    // One more tells whether there is a next page.
    limit: input.maxResults + 1,
    offset,
  });
  if (found.length <= input.maxResults) return { models: found };
  return {
    models: found.slice(0, input.maxResults),
    nextPageToken: toLoggedModelToken(input, offset + input.maxResults),
  };
};
