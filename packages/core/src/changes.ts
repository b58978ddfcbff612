import type { Input } from '@millrace/protocol';
import type { Change, ChangeBatch, ChangeFeed } from '@millrace/spec';
import { toExperimentId } from './rules/experiments.ts';

type Wanted = (change: Change) => boolean;

/** Told of everything unless experiments or runs are named; then of what belongs to one of them. */
const toWanted = ({ experimentIds, runIds }: Input<'changes.watch'>): Wanted => {
  if (experimentIds === undefined && runIds === undefined) return () => true;
  const experiments = new Set(experimentIds?.map(toExperimentId));
  const runs = new Set(runIds);
  return (change) =>
    experiments.has(change.experimentId) || (change.runId !== undefined && runs.has(change.runId));
};

/** The first batch and resets always pass: they tell that watching has begun, or must begin again. */
export async function* watchChanges(
  feed: ChangeFeed,
  input: Input<'changes.watch'>,
  signal: AbortSignal,
): AsyncGenerator<ChangeBatch> {
  const wanted = toWanted(input);
  let isFirst = true;
  for await (const batch of feed.subscribe({ cursor: input.lastEventId ?? input.cursor, signal })) {
    const changes = batch.changes.filter(wanted);
    if (isFirst || batch.reset || changes.length > 0) yield { ...batch, changes };
    isFirst = false;
  }
}
