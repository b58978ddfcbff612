import type { Input, Output } from '@millrace/protocol';
import { parseFilter, parseOrderBy, runGrammar } from '@millrace/search';
import type { ReadUnit } from '@millrace/spec';
import { toExperimentId } from './rules/experiments.ts';
import { LIMITS } from './rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from './rules/page.ts';

/** A page that is exactly full has a token, so that the last page may be empty. */
export const searchRuns = async (
  { metadata, metrics }: ReadUnit,
  input: Input<'runs.search'>,
): Promise<Output<'runs.search'>> => {
  checkPageSize(input.maxResults, LIMITS.searchPage);
  const offset = fromPageToken(input.pageToken);
  const records = await metadata.searchRuns({
    experimentIds: input.experimentIds.map(toExperimentId),
    viewType: input.viewType,
    filter: parseFilter(input.filter, runGrammar),
    orderBy: parseOrderBy(input.orderBy, runGrammar),
    limit: input.maxResults,
    offset,
  });
  if (records.length === 0) return { runs: [] };
  const latest = await metrics.latest(records.map((record) => record.info.runId));
  const runs = records.map((record) => ({ ...record, metrics: latest.get(record.info.runId) ?? [] }));
  return runs.length < input.maxResults
    ? { runs }
    : { runs, nextPageToken: toPageToken(offset + runs.length) };
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
