import type { Output } from '@millrace/protocol';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { filled } from './filled.ts';
import { encodeMetrics } from './metric.ts';

/** What is encoded at a time: about a millisecond. */
const SLICE = 2_000;

const encoder = new TextEncoder();

/** The same message in pieces, between which other requests are answered. */
async function* encodeInSlices({
  metrics,
  nextPageToken,
}: Output<'metrics.history'>): AsyncGenerator<Uint8Array> {
  let before = '{"metrics":[';
  for (let start = 0; start < metrics.length; start += SLICE) {
    const slice = JSON.stringify(encodeMetrics(metrics.slice(start, start + SLICE)));
    yield encoder.encode(before + slice.slice(1, -1));
    before = ',';
    await nextTurn();
  }
  yield encoder.encode(
    nextPageToken === undefined ? ']}' : `],"next_page_token":${JSON.stringify(nextPageToken)}}`,
  );
}

export const encodeHistory = (output: Output<'metrics.history'>): object =>
  output.metrics.length > SLICE
    ? encodeInSlices(output)
    : { metrics: filled(encodeMetrics(output.metrics)), next_page_token: output.nextPageToken };
