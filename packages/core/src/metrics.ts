import type { Input, Output } from '@millrace/protocol';
import type { ReadUnit } from '@millrace/spec';
import { invalid } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from './rules/page.ts';
import { requireRun } from './rules/runs.ts';

/** An unknown key is an empty history; an unknown run is an error. */
export const readHistory = async (
  { metadata, metrics }: ReadUnit,
  input: Input<'metrics.history'>,
): Promise<Output<'metrics.history'>> => {
  const { runId, key, maxResults } = input;
  if (maxResults !== undefined) checkPageSize(maxResults, LIMITS.historyPage);
  const offset = fromPageToken(input.pageToken);
  await requireRun(metadata, runId);
  if (maxResults === undefined) {
    return { metrics: await metrics.history({ runId, key, offset, limit: Number.MAX_SAFE_INTEGER }) };
  }
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
