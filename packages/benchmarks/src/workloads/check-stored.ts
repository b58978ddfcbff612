import { isDeepStrictEqual } from 'node:util';
import type { LoadResult } from '../load/load-plan.ts';
import { keyName, type Point, pointAt } from '../load/points.ts';
import type { PointReader, TargetSurface } from '../targets/target.ts';
import type { Gate } from './workload.ts';

const SAMPLED_SERIES = 48;

export interface Stored {
  readonly runIds: readonly string[];
  readonly keys: number;
  /** As in the load's plan. */
  readonly laneKeys: number;
  readonly load: LoadResult;
}

/** Holds what a target stored against what it acknowledged: every count, and every point of a spread of series. */
export const checkStored = async (surface: TargetSurface, stored: Stored): Promise<Gate[]> => {
  const { load, runIds, keys, laneKeys } = stored;
  const expected = load.sent.reduce((sum, bodies) => sum + bodies, 0) * keys;
  const allKeys = keys + laneKeys * (runIds.length - 1);
  const counted = await surface.countPoints([...new Set(runIds)], allKeys);
  const gates: Gate[] = [
    { name: 'no errors', holds: load.errors === 0, detail: load.firstError },
    { name: 'points stored', holds: counted === expected, detail: `${counted} of ${expected}` },
  ];
  if (surface.reader !== undefined) {
    gates.push(await checkHistories(surface.reader, stored), await checkLatest(surface.reader, stored));
  }
  return gates;
};

const plain = ({ key, value, timestamp, step }: Point): Point => ({ key, value, timestamp, step });

const checkHistories = async (
  reader: PointReader,
  { runIds, keys, laneKeys, load }: Stored,
): Promise<Gate> => {
  const series = Math.min(SAMPLED_SERIES, runIds.length * keys);
  let points = 0;
  let wrong = '';
  for (let index = 0; index < series; index++) {
    const run = index % runIds.length;
    const key = run * laneKeys + Math.floor((index * keys) / series);
    const expected = Array.from({ length: load.sent[run] ?? 0 }, (_, body) => pointAt(key, body));
    const actual = (await reader.history(runIds[run] ?? '', keyName(key))).map(plain);
    points += actual.length;
    if (!isDeepStrictEqual(actual, expected)) wrong ||= `run ${run}, ${keyName(key)}`;
  }
  const detail = wrong === '' ? `${points} points of ${series} series` : wrong;
  return { name: 'histories equal', holds: wrong === '', detail };
};

/** Of the keys that one connection sent to a run. */
const latestOf = async (reader: PointReader, runId: string, keys: ReadonlySet<string>): Promise<Point[]> =>
  (await reader.latest(runId)).filter(({ key }) => keys.has(key));

const checkLatest = async (reader: PointReader, { runIds, keys, laneKeys, load }: Stored): Promise<Gate> => {
  let wrong = '';
  for (const [run, runId] of runIds.entries()) {
    const lastBody = (load.sent[run] ?? 0) - 1;
    const expected = Array.from({ length: keys }, (_, key) => pointAt(run * laneKeys + key, lastBody));
    const own = new Set(expected.map(({ key }) => key));
    const found = laneKeys === 0 ? await reader.latest(runId) : await latestOf(reader, runId, own);
    const actual = found.map(plain).sort((a, b) => (a.key < b.key ? -1 : 1));
    if (!isDeepStrictEqual(actual, expected)) wrong ||= `run ${run}`;
  }
  return {
    name: 'latest values equal',
    holds: wrong === '',
    detail: wrong || `${runIds.length * keys} series`,
  };
};
