import type { Metric, MetricStore, SampleRequest, SeriesColumns } from '@millrace/spec';
import type { Columns } from '../../series/columns.ts';
import { createColumns } from '../../series/columns.ts';
import { withinSteps } from '../../series/within-steps.ts';
import { toSeries } from '../../series/to-series.ts';
import { POINTS } from '../changes/touched.ts';
import { findRunKey, runKeyOf } from '../metadata/runs.ts';
import type { Session } from '../transactions/session.ts';
import type { KeyTable } from './key-table.ts';
import type { LatestTable } from './latest-table.ts';
import { encodePoints } from './point-block.ts';
import { readCurve, readPage } from './series-reader.ts';
import { readTail } from './tail.ts';

const nothing: Columns = createColumns(0);

export const createMetricStore = (session: Session, keys: KeyTable, latest: LatestTable): MetricStore => {
  const { connection } = session;
  const keyOf = (key: string): number => keys.findOrAdd(key);

  const sampleRun = async (runId: string, request: SampleRequest): Promise<SeriesColumns[]> => {
    const run = findRunKey(session, runId);
    if (run === undefined) return [];
    const wanted = new Map<number, string>();
    for (const name of request.keys) {
      const key = keys.find(name);
      if (key !== undefined) wanted.set(key, name);
    }
    const tail = await readTail(session, run.id, new Set(wanted.keys()));
    const sampled: SeriesColumns[] = [];
    for (const [key, name] of wanted) {
      const whole = await readCurve(session, { run: run.id, key }, tail.get(key) ?? nothing);
      const curve = withinSteps(whole, request);
      if (curve.count > 0) sampled.push(toSeries(curve, { ...request, runId, key: name }));
    }
    return sampled;
  };

  return {
    append(runId, points) {
      if (points.length === 0) return;
      const { id, experiment } = runKeyOf(session, runId);
      connection
        .prepare('INSERT INTO point_log (run, count, points) VALUES (?, ?, ?)')
        .run(id, points.length, encodePoints(points, keyOf));
      session.countAppended(id, points.length);
      session.touched.run(experiment, id, POINTS);
    },

    latest(runIds) {
      const runs = new Map<number, string>();
      for (const runId of runIds) {
        const run = findRunKey(session, runId);
        if (run !== undefined) runs.set(run.id, runId);
      }
      const found = session.cache.metrics([...runs.keys()], (missing) => latest.read(missing));
      const byRunId = new Map<string, readonly Metric[]>();
      for (const [id, runId] of runs) byRunId.set(runId, found.get(id) ?? []);
      return byRunId;
    },

    async history({ runId, key: name, offset, limit }) {
      const run = findRunKey(session, runId);
      const key = keys.find(name);
      if (run === undefined || key === undefined) return [];
      const tail = await readTail(session, run.id, new Set([key]));
      return readPage(session, { run: run.id, key, name, tail: tail.get(key) ?? nothing }, { offset, limit });
    },

    async sample(request) {
      const sampled: SeriesColumns[] = [];
      for (const runId of new Set(request.runIds)) {
        sampled.push(...(await sampleRun(runId, request)));
        if (session.pace.isDue) await session.pace.pause();
      }
      return sampled;
    },
  };
};
