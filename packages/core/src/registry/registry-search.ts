import type { Input, Output } from '@millrace/protocol';
import { modelVersionGrammar, parseFilter, parseOrderBy, registeredModelGrammar } from '@millrace/search';
import type { ReadUnit } from '@millrace/spec';
import { LIMITS } from '../rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from '../rules/page.ts';
import { leaveOutPrompts } from '../rules/prompts.ts';

/** Of one record more than asked for: the page, and the token of the next if there is one. */
const toPage = <Item>(
  found: readonly Item[],
  { maxResults, offset }: { maxResults: number; offset: number },
): { items: readonly Item[]; nextPageToken?: string } =>
  found.length <= maxResults
    ? { items: found }
    : { items: found.slice(0, maxResults), nextPageToken: toPageToken(offset + maxResults) };

export const searchRegisteredModels = async (
  { registry }: ReadUnit,
  input: Input<'registeredModels.search'>,
): Promise<Output<'registeredModels.search'>> => {
  const { maxResults } = input;
  checkPageSize(maxResults, LIMITS.modelsPage);
  const offset = fromPageToken(input.pageToken);
  const found = await registry.searchModels({
    filter: leaveOutPrompts(parseFilter(input.filter, registeredModelGrammar)),
    orderBy: parseOrderBy(input.orderBy, registeredModelGrammar),
    limit: maxResults + 1,
    offset,
  });
  const { items, ...rest } = toPage(found, { maxResults, offset });
  return { models: items, ...rest };
};

export const searchModelVersions = async (
  { registry }: ReadUnit,
  input: Input<'modelVersions.search'>,
): Promise<Output<'modelVersions.search'>> => {
  const { maxResults } = input;
  checkPageSize(maxResults, LIMITS.modelVersionsPage);
  const offset = fromPageToken(input.pageToken);
  const found = await registry.searchModelVersions({
    filter: leaveOutPrompts(parseFilter(input.filter, modelVersionGrammar)),
    orderBy: parseOrderBy(input.orderBy, modelVersionGrammar),
    limit: maxResults + 1,
    offset,
  });
  const { items, ...rest } = toPage(found, { maxResults, offset });
  return { versions: items, ...rest };
};
