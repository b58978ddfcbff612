import type { Input, Output } from '@millrace/protocol';
import type { ReadUnit } from '@millrace/spec';
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
