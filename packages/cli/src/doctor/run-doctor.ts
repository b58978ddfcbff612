import { MillraceError } from '@millrace/spec';
import type { Command } from 'commander';
import { colors } from '../output/colors.ts';
import { printText } from '../output/print.ts';
import { table } from '../output/table.ts';
import { findUi } from '../serve/find-ui.ts';
import { withSession } from '../session.ts';
import { version } from '../version.ts';
import { checkDatabase, type DatabaseReport, findDatabase } from './check-database.ts';
import { type Counts, countData } from './count-data.ts';
import { probeTools } from './probe-tools.ts';

/** What `doctor --json` prints. */
export interface DoctorReport {
  /** Nothing needs a person's attention. */
  readonly healthy: boolean;
  readonly millrace: string;
  readonly node: string;
  readonly git: string | null;
  readonly python: string | null;
  readonly ui: boolean;
  readonly database: DatabaseReport;
  readonly data: DataReport;
}

type DataReport =
  | { readonly uri: string; readonly store: string | null; readonly counts: Counts }
  | { readonly uri: string; readonly error_code: string; readonly message: string };

/** Looks, and makes nothing: a folder without data stays one. Data that cannot be opened is a finding. */
const examineData = async (
  command: Command,
  { uri, isNew }: { uri: string; isNew: boolean },
): Promise<DataReport> => {
  if (isNew) return { uri, store: null, counts: { experiments: 0, runs: 0 } };
  try {
    return await withSession(command, async ({ call }) => {
      const [{ store }, counts] = await Promise.all([call('server.info', {}), countData(call)]);
      return { uri, store, counts };
    });
  } catch (error) {
    if (MillraceError.is(error)) return { uri, error_code: error.code, message: error.message };
    throw error;
  }
};

const mark = (good: boolean): string => (good ? colors.green('ok') : colors.red('!!'));

const render = (report: DoctorReport): string => {
  const { data, database } = report;
  const rows: [boolean, string, string][] = [
    [true, 'millrace', report.millrace],
    [true, 'node', report.node],
    [true, 'sqlite', database.sqlite],
    [report.ui, 'ui', report.ui ? 'built' : 'not built: run `npm run build` in the checkout'],
    [true, 'git', report.git ?? 'absent: runs will not record their commit'],
    [true, 'python', report.python ?? 'absent: needed only for Python clients'],
  ];
  if ('message' in data) rows.push([false, 'data', data.message]);
  else {
    rows.push([true, 'data', data.uri]);
    rows.push([true, 'store', data.store ?? 'none yet']);
    rows.push([true, 'counts', `${data.counts.experiments} experiments, ${data.counts.runs} runs`]);
  }
  if (database.integrity !== null) {
    rows.push([database.integrity === 'ok', 'integrity', database.integrity]);
  }
  return rows.map(([good, name, text]) => `${mark(good)}  ${table([[name.padEnd(9), text]])}`).join('\n');
};

/** Prints what was found and returns the exit code: 1 when something needs attention. */
export const runDoctor = async (command: Command, json: boolean | undefined): Promise<number> => {
  const { trackingUri } = command.optsWithGlobals<{ trackingUri?: string }>();
  const uri = trackingUri ?? (process.env['MLFLOW_TRACKING_URI'] || './mlruns');
  const file = findDatabase(uri);
  const isNew = file === undefined && !/^https?:/.test(uri);
  const [tools, data] = await Promise.all([probeTools(), examineData(command, { uri, isNew })]);
  const database = checkDatabase(file);
  const ui = findUi() !== undefined;
  const healthy = ui && !('message' in data) && (database.integrity ?? 'ok') === 'ok';
  const report: DoctorReport = {
    healthy,
    millrace: version,
    node: process.versions.node,
    ...tools,
    ui,
    database,
    data,
  };
  printText(json ? JSON.stringify(report, undefined, 2) : render(report));
  return healthy ? 0 : 1;
};
