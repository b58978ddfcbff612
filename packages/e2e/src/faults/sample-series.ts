import { MillraceError } from '@millrace/spec';

export interface WireSeries {
  readonly key: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  readonly total: number;
}

const KEYS_AT_ONCE = 100;
const MAX_POINTS = 25_000;

/** Whole series of one run, many keys at once, over tRPC. */
export const sampleSeries = async (
  url: string,
  runId: string,
  keys: readonly string[],
): Promise<WireSeries[]> => {
  const all: WireSeries[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const input = { runIds: [runId], keys: keys.slice(from, from + KEYS_AT_ONCE), maxPoints: MAX_POINTS };
    const answer = await fetch(
      `${url}/trpc/metrics.sample?input=${encodeURIComponent(JSON.stringify(input))}`,
    );
    const text = await answer.text();
    if (!answer.ok) throw new MillraceError('INTERNAL_ERROR', `metrics.sample: ${answer.status} ${text}`);
    const body: { result: { data: { series: WireSeries[] } } } = JSON.parse(text);
    all.push(...body.result.data.series);
  }
  return all;
};
