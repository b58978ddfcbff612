import type { Input, Output } from '@millrace/protocol';
import type { Metric, ReadUnit } from '@millrace/spec';
import { invalid } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from './rules/page.ts';
import { checkRunId } from './rules/runs.ts';

/** A larger page is cut to the limit, with a token for the rest. An unknown key or run has no points, as in MLflow. */
export const readHistory = async (
  { metrics }: ReadUnit,
  input: Input<'metrics.history'>,
): Promise<Output<'metrics.history'>> => {
  const { runId, key } = input;
  checkRunId(runId);
  const offset = fromPageToken(input.pageToken);
  if (input.maxResults === undefined) {
    return { metrics: await metrics.history({ runId, key, offset, limit: Number.MAX_SAFE_INTEGER }) };
  }
  checkPageSize(input.maxResults);
  const maxResults = Math.min(input.maxResults, LIMITS.historyPage);
  const found = await metrics.history({ runId, key, offset, limit: maxResults + 1 });
  if (found.length <= maxResults) return { metrics: found };
  return { metrics: found.slice(0, maxResults), nextPageToken: toPageToken(offset + maxResults) };
};

export const sampleMetrics = async (
  { metrics }: ReadUnit,
  input: Input<'metrics.sample'>,
): Promise<Output<'metrics.sample'>> => {
  const { startStep, endStep } = input;
  if (startStep !== undefined && endStep !== undefined && startStep > endStep) {
    throw invalid(
      `end_step must be greater than or equal to start_step. Found start_step=${startStep} and end_step=${endStep}.`,
      'invalid-step-range',
    );
  }
  return { series: await metrics.sample(input) };
};

const checkRuns = (runIds: readonly string[], request: string, parameter: string): string[] => {
  if (runIds.length === 0) {
    throw invalid(`${request} request must specify at least one ${parameter}.`, 'no-runs');
  }
  if (runIds.length > LIMITS.historyRuns) {
    throw invalid(
      `${request} request must specify at most ${LIMITS.historyRuns} run_ids. Received ${runIds.length} run_ids.`,
      'too-many-runs',
    );
  }
  return [...new Set(runIds)];
};

/** As MLflow does: runs in the order of their ids, unknown ones without points, a larger page cut to the limit. */
export const readBulkHistory = async (
  { metrics }: ReadUnit,
  { runIds, key, maxResults }: Input<'metrics.bulkHistory'>,
): Promise<Output<'metrics.bulkHistory'>> => {
  const runs = checkRuns(runIds, 'GetMetricHistoryBulk', 'run_id').toSorted();
  if (maxResults < 0) {
    throw invalid(`Invalid value ${maxResults} for parameter 'max_results' supplied.`, 'invalid-page-size');
  }
  const points: (Metric & { runId: string })[] = [];
  let left = Math.min(maxResults, LIMITS.historyPage);
  for (const runId of runs) {
    if (left === 0) break;
    const found = await metrics.history({ runId, key, offset: 0, limit: left });
    for (const metric of found) points.push({ ...metric, runId });
    left -= found.length;
  }
  return { metrics: points };
};

export const readInterval = async (
  { metrics }: ReadUnit,
  { runIds, key, startStep, endStep, maxResults }: Input<'metrics.interval'>,
): Promise<Output<'metrics.interval'>> => {
  const runs = checkRuns(runIds, 'GetMetricHistoryBulkInterval', 'run_ids');
  if (maxResults < 1 || maxResults > LIMITS.intervalPoints) {
    throw invalid(`max_results must be between 1 and ${LIMITS.intervalPoints}.`, 'invalid-page-size');
  }
  if ((startStep === undefined) !== (endStep === undefined)) {
    throw invalid(
      'If either start step or end step are specified, both must be specified.',
      'invalid-step-range',
    );
  }
  if (startStep !== undefined && endStep !== undefined && startStep > endStep) {
    throw invalid(
      `end_step must be greater than start_step. Found start_step=${startStep} and end_step=${endStep}.`,
      'invalid-step-range',
    );
  }
  const request = { runIds: runs, keys: [key], maxPoints: maxResults, startStep, endStep };
  return { series: await metrics.sample({ ...request, spacing: 'even' }) };
};
