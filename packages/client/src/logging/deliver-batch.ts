import { MillraceError } from '@millrace/spec';
import { type Batch, batchSize, firstKey, splitBatch } from './batch.ts';

export interface Refusal {
  readonly error: MillraceError;
  readonly key: string | undefined;
  readonly entries: number;
}

/** Requests spent on finding the refused entries of one batch. */
const MAX_SEARCH = 64;

/**
 * Sends a batch so that one bad entry costs only itself. The server takes all or nothing: a refused batch is halved
 * until the refused entries stand alone. Rejects with what `send` rejects with when it is not a refusal of an entry.
 */
export const deliverBatch = async (
  batch: Batch,
  send: (batch: Batch) => Promise<void>,
  onRefused: (refusal: Refusal) => void,
): Promise<void> => {
  let requests = 0;
  const deliver = async (part: Batch): Promise<void> => {
    try {
      requests++;
      await send(part);
    } catch (error) {
      if (!MillraceError.is(error)) throw error;
      const entries = batchSize(part);
      const isolable = error.code === 'INVALID_PARAMETER_VALUE' && entries > 1 && requests < MAX_SEARCH;
      if (!isolable) {
        onRefused({ error, key: firstKey(part), entries });
        return;
      }
      const [first, second] = splitBatch(part);
      await deliver(first);
      await deliver(second);
    }
  };
  await deliver(batch);
};
