import type { Input, Output } from '@millrace/protocol';
import { parseFilter, parseOrderBy, runGrammar } from '@millrace/search';
import type { ReadUnit } from '@millrace/spec';
import { withLineage } from './lineage.ts';
import { toExperimentId } from './rules/experiments.ts';
import { LIMITS } from './rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from './rules/page.ts';

export const searchRuns = async (
  unit: ReadUnit,
  input: Input<'runs.search'>,
): Promise<Output<'runs.search'>> => {
  const { metadata, metrics } = unit;
  checkPageSize(input.maxResults, LIMITS.searchPage);
  const offset = fromPageToken(input.pageToken);
  const records = await metadata.searchRuns({
    experimentIds: input.experimentIds.map(toExperimentId),
    viewType: input.viewType,
    filter: parseFilter(input.filter, runGrammar),
    orderBy: parseOrderBy(input.orderBy, runGrammar),
    // One more tells whether there is a next page.
    limit: input.maxResults + 1,
    offset,
  });
  const hasMore = records.length > input.maxResults;
  if (hasMore) records.pop();
  if (records.length === 0) return { runs: [] };
  const latest = await metrics.latest(records.map((record) => record.info.runId));
  const found = records.map((record) => ({ ...record, metrics: latest.get(record.info.runId) ?? [] }));
  const runs = input.withLineage === true ? await withLineage(unit, found) : found;
  return hasMore ? { runs, nextPageToken: toPageToken(offset + runs.length) } : { runs };
};

export const countRuns = async (
  { metadata }: ReadUnit,
  input: Input<'runs.count'>,
): Promise<Output<'runs.count'>> => ({
  total: await metadata.countRuns({
    experimentIds: input.experimentIds.map(toExperimentId),
    viewType: input.viewType,
    filter: parseFilter(input.filter, runGrammar),
  }),
});
