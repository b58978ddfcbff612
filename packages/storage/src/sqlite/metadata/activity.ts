import type { ExperimentActivity, MetadataReader, Periods } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { toExperimentKey } from './experiments.ts';

interface TotalsRow {
  readonly experiment: number;
  readonly runs: number;
  readonly running: number;
  readonly lastActive: number | null;
}

interface PeriodRow {
  readonly experiment: number;
  readonly period: number;
  readonly runs: number;
}

const readTotals = (session: Session, ids: string): TotalsRow[] =>
  session.connection
    .prepare<TotalsRow>(
      `SELECT e.id AS experiment, count(r.id) AS runs, total(r.status = 'RUNNING') AS running,
              max(r.start_time) AS lastActive
       FROM experiments e LEFT JOIN runs r ON r.experiment = e.id AND r.lifecycle_stage = 'active'
       WHERE e.id IN (SELECT value FROM json_each(?)) GROUP BY e.id`,
    )
    .all(ids);

const readPeriods = (session: Session, ids: string, { start, length, count }: Periods): PeriodRow[] =>
  session.connection
    .prepare<PeriodRow>(
      `SELECT experiment, CAST((start_time - :start) / :length AS INTEGER) AS period, count(*) AS runs
       FROM runs
       WHERE experiment IN (SELECT value FROM json_each(:ids)) AND lifecycle_stage = 'active'
         AND start_time >= :start AND start_time < :start + :length * :count
       GROUP BY 1, 2`,
    )
    .all({ ids, start, length, count });

export const createActivity = (session: Session): Pick<MetadataReader, 'readActivity'> => ({
  readActivity(experimentIds, periods) {
    const ids = JSON.stringify(experimentIds.flatMap((id) => toExperimentKey(id) ?? []));
    const started = new Map<number, number[]>();
    for (const { experiment, period, runs } of readPeriods(session, ids, periods)) {
      const counts = started.get(experiment) ?? Array.from({ length: periods.count }, () => 0);
      counts[period] = runs;
      started.set(experiment, counts);
    }
    const found = new Map<string, ExperimentActivity>();
    for (const row of readTotals(session, ids)) {
      found.set(String(row.experiment), {
        experimentId: String(row.experiment),
        runs: row.runs,
        running: row.running,
        lastActive: row.lastActive,
        started: started.get(row.experiment) ?? Array.from({ length: periods.count }, () => 0),
      });
    }
    return experimentIds.flatMap((id) => found.get(id) ?? []);
  },
});
