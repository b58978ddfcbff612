import type { Output } from '@millrace/protocol';
import { type Command, Option } from 'commander';
import { confirm } from '../confirm.ts';
import { examples } from '../examples.ts';
import { findExperiment } from '../find-experiment.ts';
import {
  collect,
  jsonOption,
  type PageOptions,
  pageOptions,
  toPage,
  toViewType,
  viewOption,
  yesOption,
} from '../options.ts';
import { note, printOutput } from '../output/print.ts';
import { type Session, withSession } from '../session.ts';

interface RunOptions {
  readonly runId: string;
  readonly json?: boolean;
}

interface ListOptions extends PageOptions {
  readonly experimentId?: readonly string[];
  readonly experimentName?: string;
  readonly filter?: string;
  readonly orderBy?: readonly string[];
  readonly view: string;
  readonly json?: boolean;
}

const runIdOption = (): Option => new Option('-r, --run-id <id>', 'the run').makeOptionMandatory();

/** Flags first, then MLflow's environment, then the experiment that always exists. */
const chooseExperiments = async (call: Session['call'], options: ListOptions): Promise<readonly string[]> => {
  const { MLFLOW_EXPERIMENT_ID: id, MLFLOW_EXPERIMENT_NAME: name } = process.env;
  if (options.experimentName !== undefined) {
    const byName = await findExperiment(call, {
      experimentName: options.experimentName,
      ...(options.experimentId?.[0] !== undefined && { experimentId: options.experimentId[0] }),
    });
    return [byName.experimentId];
  }
  if (options.experimentId) return options.experimentId;
  if (id) return [id];
  if (name) return [(await findExperiment(call, { experimentName: name })).experimentId];
  return ['0'];
};

const addList = (group: Command): void => {
  const command = group
    .command('list')
    .alias('search')
    .description('list runs, newest first')
    .option('-x, --experiment-id <id>', 'of this experiment, may be repeated (default: 0)', collect)
    .option('-n, --experiment-name <name>', 'of this experiment, by name')
    .option('--filter <text>', 'only those that match, as in MLflow: "metrics.loss < 0.1"')
    .option('--order-by <column>', 'sort, may be repeated: "metrics.loss ASC"', collect)
    .addOption(viewOption())
    .addOption(jsonOption());
  for (const option of pageOptions()) command.addOption(option);
  command.action(async (options: ListOptions) => {
    const output = await withSession(command, async ({ call }) =>
      call('runs.search', {
        ...toPage(options),
        experimentIds: await chooseExperiments(call, options),
        viewType: toViewType(options.view),
        orderBy: options.orderBy ?? [],
        ...(options.filter !== undefined && { filter: options.filter }),
      }),
    );
    await printOutput<'runs.search'>(output, options.json, async ({ runs }) => {
      const { renderRuns } = await import('../output/render-runs.ts');
      return renderRuns(runs);
    });
    if (!options.json && output.nextPageToken) note(`There are more: --page-token ${output.nextPageToken}`);
  });
  examples(command, [
    ['millrace runs list -n cars', 'the runs of one experiment'],
    ['millrace runs list -x 1 --filter "metrics.loss < 0.1"', 'the good ones'],
    ['millrace runs list -x 1 --json', 'for a program'],
  ]);
};

const addDescribe = (group: Command): void => {
  const command = group
    .command('describe')
    .alias('get')
    .description('show all of one run')
    .addOption(runIdOption())
    .addOption(jsonOption())
    .action(async (options: RunOptions) => {
      const output = await withSession(command, ({ call }) => call('runs.get', { runId: options.runId }));
      await printOutput<'runs.get'>(output, options.json, async (run: Output<'runs.get'>) => {
        const { renderRun } = await import('../output/render-runs.ts');
        return renderRun(run);
      });
    });
  examples(command, [['millrace runs describe -r <run id>', 'params, metrics and tags']]);
};

const addDelete = (group: Command): void => {
  const command = group
    .command('delete')
    .description('mark a run as deleted')
    .addOption(runIdOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(async ({ runId, yes, json }: RunOptions & { yes?: boolean }) => {
      await withSession(command, async ({ call }) => {
        await confirm(`Delete run ${runId}? It can be restored.`, yes);
        await printOutput<'runs.delete'>(
          await call('runs.delete', { runId }),
          json,
          () => `Deleted run ${runId}; restore it with: millrace runs restore -r ${runId}`,
        );
      });
    });
  examples(command, [['millrace runs delete -r <run id>', 'can be restored']]);
};

const addRestore = (group: Command): void => {
  const command = group
    .command('restore')
    .description('bring a deleted run back')
    .addOption(runIdOption())
    .addOption(jsonOption())
    .action(async ({ runId, json }: RunOptions) => {
      await withSession(command, async ({ call }) => {
        await printOutput<'runs.restore'>(
          await call('runs.restore', { runId }),
          json,
          () => `Restored run ${runId}`,
        );
      });
    });
  examples(command, [['millrace runs restore -r <run id>', 'undoes a delete']]);
};

export const addRuns = (program: Command): void => {
  const group = program.command('runs').description('executions of training code').helpCommand(false);
  examples(group, [
    ['millrace runs list -n cars', 'what was tried'],
    ['millrace runs describe -r <run id>', 'params, metrics and tags'],
  ]);
  for (const add of [addList, addDescribe, addDelete, addRestore]) add(group);
};
