import type { Output } from '@millrace/protocol';
import { type Command, Option } from 'commander';
import { confirm } from '../confirm.ts';
import { examples } from '../examples.ts';
import { findExperiment, type ExperimentChoice } from '../find-experiment.ts';
import {
  collect,
  jsonOption,
  type PageOptions,
  pageOptions,
  toPage,
  toTag,
  toViewType,
  viewOption,
  yesOption,
} from '../options.ts';
import { formatTime } from '../output/format.ts';
import { note, printOutput } from '../output/print.ts';
import { withSession } from '../session.ts';

interface Json {
  readonly json?: boolean;
}

type Experiment = Output<'experiments.get'>;

const idOption = (): Option => new Option('-x, --experiment-id <id>', 'experiment, by id');
const nameOption = (): Option => new Option('-n, --experiment-name <name>', 'experiment, by name');

const renderList = async (experiments: readonly Experiment[]): Promise<string> => {
  if (experiments.length === 0) return '';
  const { table } = await import('../output/table.ts');
  return table(
    experiments.map((it) => [it.experimentId, it.name, formatTime(it.lastUpdateTime), it.lifecycleStage]),
    ['ID', 'NAME', 'UPDATED', 'STAGE'],
  );
};

const renderOne = async (experiment: Experiment): Promise<string> => {
  const { table } = await import('../output/table.ts');
  return table([
    ['id', experiment.experimentId],
    ['name', experiment.name],
    ['stage', experiment.lifecycleStage],
    ['created', formatTime(experiment.creationTime)],
    ['updated', formatTime(experiment.lastUpdateTime)],
    ['artifacts', experiment.artifactLocation],
    ...experiment.tags.map(({ key, value }) => [`tag ${key}`, value]),
  ]);
};

const addCreate = (group: Command): void => {
  const command = group
    .command('create')
    .description('make an experiment')
    .addOption(nameOption().makeOptionMandatory())
    .option('-l, --artifact-location <uri>', 'where its artifacts go')
    .option('-t, --tag <key=value>', 'a tag, may be repeated', collect)
    .addOption(jsonOption())
    .action(
      async (
        options: Json & { experimentName: string; artifactLocation?: string; tag?: readonly string[] },
      ) => {
        const output = await withSession(command, ({ call }) =>
          call('experiments.create', {
            name: options.experimentName,
            ...(options.artifactLocation !== undefined && { artifactLocation: options.artifactLocation }),
            tags: (options.tag ?? []).map(toTag),
          }),
        );
        await printOutput<'experiments.create'>(
          output,
          options.json,
          ({ experimentId }) => `Created experiment '${options.experimentName}' with id ${experimentId}`,
        );
      },
    );
  examples(command, [['millrace experiments create -n cars', 'prints its id']]);
};

const addList = (group: Command): void => {
  const command = group
    .command('list')
    .alias('search')
    .description('list experiments')
    .option('--filter <text>', 'only those that match, as in MLflow: "name LIKE \'cars%\'"')
    .option('--order-by <column>', 'sort, may be repeated: "name ASC"', collect)
    .addOption(viewOption())
    .addOption(jsonOption());
  for (const option of pageOptions()) command.addOption(option);
  command.action(
    async (options: Json & PageOptions & { filter?: string; orderBy?: readonly string[]; view: string }) => {
      const output = await withSession(command, ({ call }) =>
        call('experiments.search', {
          ...toPage(options),
          viewType: toViewType(options.view),
          orderBy: options.orderBy ?? [],
          ...(options.filter !== undefined && { filter: options.filter }),
        }),
      );
      await printOutput<'experiments.search'>(output, options.json, (it) => renderList(it.experiments));
      if (!options.json && output.nextPageToken) note(`There are more: --page-token ${output.nextPageToken}`);
    },
  );
  examples(command, [
    ['millrace experiments list', 'the active ones'],
    ['millrace experiments list --view all --json', 'deleted ones too, for a program'],
  ]);
};

const addGet = (group: Command): void => {
  const command = group
    .command('get')
    .description('show one experiment')
    .addOption(idOption())
    .addOption(nameOption())
    .addOption(jsonOption())
    .action(async (options: Json & ExperimentChoice) => {
      const output = await withSession(command, ({ call }) => findExperiment(call, options));
      await printOutput<'experiments.get'>(output, options.json, renderOne);
    });
  examples(command, [['millrace experiments get -n cars', 'by name']]);
};

const addRename = (group: Command): void => {
  const command = group
    .command('rename')
    .description('give an experiment another name')
    .addOption(idOption())
    .addOption(nameOption())
    .requiredOption('--new-name <name>', 'the name it gets')
    .addOption(jsonOption())
    .action(async (options: Json & ExperimentChoice & { newName: string }) => {
      await withSession(command, async ({ call }) => {
        const { experimentId } = await findExperiment(call, options);
        const output = await call('experiments.rename', { experimentId, name: options.newName });
        await printOutput<'experiments.rename'>(
          output,
          options.json,
          () => `Renamed experiment ${experimentId} to '${options.newName}'`,
        );
      });
    });
  examples(command, [['millrace experiments rename -x 1 --new-name trucks', 'its id and runs stay']]);
};

const addDelete = (group: Command): void => {
  const command = group
    .command('delete')
    .description('mark an experiment and its runs as deleted')
    .addOption(idOption())
    .addOption(nameOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(async (options: Json & ExperimentChoice & { yes?: boolean }) => {
      await withSession(command, async ({ call }) => {
        const { experimentId, name } = await findExperiment(call, options);
        await confirm(
          `Delete experiment '${name}' (${experimentId}) and its runs? They can be restored.`,
          options.yes,
        );
        const output = await call('experiments.delete', { experimentId });
        await printOutput<'experiments.delete'>(
          output,
          options.json,
          () =>
            `Deleted experiment ${experimentId}; restore it with: millrace experiments restore -x ${experimentId}`,
        );
      });
    });
  examples(command, [['millrace experiments delete -x 1', 'can be restored']]);
};

const addRestore = (group: Command): void => {
  const command = group
    .command('restore')
    .description('bring a deleted experiment back, with its runs')
    .addOption(idOption())
    .addOption(nameOption())
    .addOption(jsonOption())
    .action(async (options: Json & ExperimentChoice) => {
      await withSession(command, async ({ call }) => {
        const { experimentId } = await findExperiment(call, options);
        const output = await call('experiments.restore', { experimentId });
        await printOutput<'experiments.restore'>(
          output,
          options.json,
          () => `Restored experiment ${experimentId}`,
        );
      });
    });
  examples(command, [['millrace experiments restore -x 1', 'undoes a delete']]);
};

export const addExperiments = (program: Command): void => {
  const group = program.command('experiments').description('groups of runs').helpCommand(false);
  examples(group, [
    ['millrace experiments list', 'what there is'],
    ['millrace experiments create -n cars', 'a new one'],
  ]);
  for (const add of [addCreate, addList, addGet, addRename, addDelete, addRestore]) add(group);
};
