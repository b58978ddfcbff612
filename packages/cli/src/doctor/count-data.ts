import type { Call } from '../session.ts';

export interface Counts {
  readonly experiments: number;
  readonly runs: number;
}

const PAGE = 1000;

/** How much there is, deleted included. */
export const countData = async (call: Call): Promise<Counts> => {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await call('experiments.search', {
      viewType: 'ALL',
      maxResults: PAGE,
      ...(pageToken !== undefined && { pageToken }),
    });
    ids.push(...page.experiments.map(({ experimentId }) => experimentId));
    pageToken = page.nextPageToken;
  } while (pageToken);
  if (ids.length === 0) return { experiments: 0, runs: 0 };
  const { total } = await call('runs.count', { experimentIds: ids, viewType: 'ALL' });
  return { experiments: ids.length, runs: total };
};
