import type { Command } from 'commander';
import { examples } from '../../examples.ts';
import { collect, jsonOption, type PageOptions, pageOptions, toPage } from '../../options.ts';
import { note, printOutput } from '../../output/print.ts';
import { withSession } from '../../session.ts';
import { parseModelName, requireName, requireVersion } from './version-name.ts';

interface SearchOptions extends PageOptions {
  readonly json?: boolean;
  readonly filter?: string;
  readonly orderBy?: readonly string[];
}

const noteMore = (options: { json?: boolean }, nextPageToken: string | undefined): void => {
  if (!options.json && nextPageToken) note(`There are more: --page-token ${nextPageToken}`);
};

/** As one literal of a filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const addSearchOptions = (command: Command, example: string): Command => {
  command
    .option('--filter <text>', `only those that match, as in MLflow: "${example}"`)
    .option('--order-by <column>', 'sort, may be repeated: "name ASC"', collect)
    .addOption(jsonOption());
  for (const option of pageOptions()) command.addOption(option);
  return command;
};

const addList = (group: Command): void => {
  const command = group.command('list').alias('search').description('list registered models');
  addSearchOptions(command, "name LIKE 'cars%'").action(async (options: SearchOptions) => {
    const output = await withSession(command, ({ call }) =>
      call('registeredModels.search', {
        ...toPage(options),
        orderBy: options.orderBy ?? [],
        ...(options.filter !== undefined && { filter: options.filter }),
      }),
    );
    await printOutput<'registeredModels.search'>(output, options.json, async ({ models }) => {
      const { renderModels } = await import('./render-models.ts');
      return renderModels(models);
    });
    noteMore(options, output.nextPageToken);
  });
  examples(command, [
    ['millrace models list', 'all of them'],
    [`millrace models list --filter "tags.team = 'vision'" --json`, 'some, for a program'],
  ]);
};

const addDescribe = (group: Command): void => {
  const command = group
    .command('describe')
    .alias('get')
    .description('show a model, or one version of it')
    .argument('<model>', 'cars, cars/3 or cars@champion')
    .addOption(jsonOption())
    .action(async (given: string, options: { json?: boolean }) => {
      const parsed = parseModelName(given);
      await withSession(command, async ({ call }) => {
        if (parsed.kind === 'model') {
          const model = await call('registeredModels.get', { name: parsed.name });
          const { renderModel } = await import('./render-models.ts');
          await printOutput<'registeredModels.get'>(model, options.json, renderModel);
          return;
        }
        const version = await requireVersion(call, given);
        const { renderVersion } = await import('./render-models.ts');
        await printOutput<'modelVersions.get'>(version, options.json, renderVersion);
      });
    });
  examples(command, [
    ['millrace models describe cars', 'the model'],
    ['millrace models describe cars@champion', 'the version an alias stands for'],
  ]);
};

const addVersions = (group: Command): void => {
  const command = group
    .command('versions')
    .description('list the versions of a model, or of all')
    .argument('[model]', 'cars');
  addSearchOptions(command, "run_id = '…'").action(
    async (given: string | undefined, options: SearchOptions) => {
      const filters = [
        ...(given === undefined ? [] : [`name = ${quoted(requireName(given))}`]),
        ...(options.filter === undefined ? [] : [`(${options.filter})`]),
      ];
      const output = await withSession(command, ({ call }) =>
        call('modelVersions.search', {
          ...toPage(options),
          orderBy: options.orderBy ?? (given === undefined ? [] : ['version_number DESC']),
          ...(filters.length > 0 && { filter: filters.join(' AND ') }),
        }),
      );
      await printOutput<'modelVersions.search'>(output, options.json, async ({ versions }) => {
        const { renderVersions } = await import('./render-models.ts');
        return renderVersions(versions);
      });
      noteMore(options, output.nextPageToken);
    },
  );
  examples(command, [
    ['millrace models versions cars', 'of one model, newest first'],
    [`millrace models versions --filter "run_id = '…'"`, 'what became of a run'],
  ]);
};

const addAudit = (group: Command): void => {
  const command = group
    .command('audit')
    .description('who changed what when, newest first')
    .argument('[model]', 'cars; under its older names too')
    .addOption(jsonOption());
  for (const option of pageOptions()) command.addOption(option);
  command.action(async (given: string | undefined, options: PageOptions & { json?: boolean }) => {
    const output = await withSession(command, ({ call }) =>
      call('registry.audit', {
        ...toPage(options),
        ...(given !== undefined && { name: requireName(given) }),
      }),
    );
    await printOutput<'registry.audit'>(output, options.json, async ({ entries }) => {
      const { renderAudit } = await import('./render-models.ts');
      return renderAudit(entries);
    });
    noteMore(options, output.nextPageToken);
  });
  examples(command, [['millrace models audit cars', 'its history, deleted or not']]);
};

export const addReadCommands = (group: Command): void => {
  for (const add of [addList, addDescribe, addVersions, addAudit]) add(group);
};
