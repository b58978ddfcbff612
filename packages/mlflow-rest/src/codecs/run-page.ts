import type { Output } from '@millrace/protocol';
import type { Run, RunInfo } from '@millrace/spec';
import { encodeRun } from './run.ts';

/** A run as it was encoded last, by its info: a store hands out the same parts as long as they have not changed. */
const encoded = new WeakMap<RunInfo, { run: Run; bytes: Uint8Array }>();

const encoder = new TextEncoder();

const hasSameParts = (left: Run, right: Run): boolean => {
  const parts = Object.keys(left) as (keyof Run)[];
  return parts.length === Object.keys(right).length && parts.every((part) => left[part] === right[part]);
};

/** The run as JSON after a comma. */
const encodeOnce = (run: Run): Uint8Array => {
  const known = encoded.get(run.info);
  if (known !== undefined && hasSameParts(known.run, run)) return known.bytes;
  const bytes = encoder.encode(`,${JSON.stringify(encodeRun(run))}`);
  encoded.set(run.info, { run, bytes });
  return bytes;
};

const START = encoder.encode('{"runs":[');

/** A page of runs as JSON bytes: it is mostly what the page before it was, and copying is cheaper than encoding. */
export const encodeRunPage = ({ runs, nextPageToken }: Output<'runs.search'>): object => {
  if (runs.length === 0) return { next_page_token: nextPageToken };
  const token = nextPageToken === undefined ? '' : `,"next_page_token":${JSON.stringify(nextPageToken)}`;
  const pieces = runs.map((run, index) => (index === 0 ? encodeOnce(run).subarray(1) : encodeOnce(run)));
  return Buffer.concat([START, ...pieces, encoder.encode(`]${token}}`)]);
};
