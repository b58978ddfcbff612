import { MillraceError } from '@millrace/spec';
import { type Command, Option } from 'commander';
import { confirm } from '../../confirm.ts';
import { examples } from '../../examples.ts';
import { collect, jsonOption, toTag, yesOption } from '../../options.ts';
import { printOutput } from '../../output/print.ts';
import { type Call, withSession } from '../../session.ts';
import { parseModelName, requireName, requireVersion } from './version-name.ts';

interface Json {
  readonly json?: boolean;
}

/** It may be there already, or be made by another meanwhile. */
const ensureModel = async (call: Call, name: string): Promise<void> => {
  try {
    await call('registeredModels.create', { name });
  } catch (error) {
    if (!MillraceError.is(error) || error.code !== 'RESOURCE_ALREADY_EXISTS') throw error;
  }
};

interface RegisterOptions extends Json {
  readonly name: string;
  readonly runId?: string;
  readonly modelId?: string;
  readonly description?: string;
  readonly tag?: readonly string[];
}

const addRegister = (group: Command): void => {
  const command = group
    .command('register')
    .description('make a new version of a model, and the model when there is none')
    .argument('<source>', 'runs:/<run>/<path>, models:/<name>/<version>, or where the files are')
    .requiredOption('-n, --name <name>', 'the model')
    .option('-r, --run-id <id>', 'the run that made it, when the source does not say')
    .option('-m, --model-id <id>', 'the logged model it is, when the source does not say')
    .option('-d, --description <text>', 'what is special about it')
    .option('-t, --tag <key=value>', 'a tag of the version, may be repeated', collect)
    .addOption(jsonOption())
    .action(async (source: string, options: RegisterOptions) => {
      const output = await withSession(command, async ({ call }) => {
        await ensureModel(call, options.name);
        return call('modelVersions.create', {
          name: options.name,
          source,
          description: options.description ?? '',
          tags: (options.tag ?? []).map(toTag),
          ...(options.runId !== undefined && { runId: options.runId }),
          ...(options.modelId !== undefined && { modelId: options.modelId }),
        });
      });
      await printOutput<'modelVersions.create'>(
        output,
        options.json,
        ({ name, version }) => `Registered version ${version} of '${name}': models:/${name}/${version}`,
      );
    });
  examples(command, [['millrace models register runs:/4f1c…/model -n cars', 'from a run']]);
};

const addAlias = (group: Command): void => {
  const command = group
    .command('alias')
    .description('let an alias stand for a version, or for none')
    .argument('<version>', 'cars/3; with --remove the model, cars')
    .argument('<alias>', 'champion')
    .option('--remove', 'take the alias away')
    .addOption(jsonOption())
    .action(async (given: string, alias: string, options: Json & { remove?: boolean }) => {
      await withSession(command, async ({ call }) => {
        if (options.remove === true) {
          const name = requireName(given);
          const output = await call('registeredModels.deleteAlias', { name, alias });
          const told = `'${name}' has no alias '${alias}' now`;
          await printOutput<'registeredModels.deleteAlias'>(output, options.json, () => told);
          return;
        }
        const { name, version } = await requireVersion(call, given);
        const output = await call('registeredModels.setAlias', { name, alias, version });
        const told = `models:/${name}@${alias} is version ${version}`;
        await printOutput<'registeredModels.setAlias'>(output, options.json, () => told);
      });
    });
  examples(command, [
    ['millrace models alias cars/3 champion', 'code that loads models:/cars@champion gets it'],
    ['millrace models alias cars champion --remove', 'takes it away'],
  ]);
};

const addStage = (group: Command): void => {
  const command = group
    .command('stage')
    .description('move a version to a stage')
    .argument('<version>', 'cars/3 or cars@champion')
    .argument('<stage>', 'None, Staging, Production or Archived')
    .option('--archive-existing', 'archive what stands in that stage')
    .addOption(jsonOption())
    .action(async (given: string, stage: string, options: Json & { archiveExisting?: boolean }) => {
      const output = await withSession(command, async ({ call }) => {
        const { name, version } = await requireVersion(call, given);
        const archiveExistingVersions = options.archiveExisting ?? false;
        return call('modelVersions.transitionStage', { name, version, stage, archiveExistingVersions });
      });
      await printOutput<'modelVersions.transitionStage'>(
        output,
        options.json,
        (version) => `Version ${version.version} of '${version.name}' is in ${version.stage}`,
      );
    });
  examples(command, [
    ['millrace models stage cars/3 Production --archive-existing', 'replaces what is live'],
  ]);
};

const addTag = (group: Command): void => {
  const command = group
    .command('tag')
    .description('set or remove a tag of a model or a version')
    .argument('<model>', 'cars, cars/3 or cars@champion')
    .argument('<tag>', 'key=value; with --remove the key')
    .option('--remove', 'take the tag away')
    .addOption(jsonOption())
    .action(async (given: string, text: string, options: Json & { remove?: boolean }) => {
      const remove = options.remove === true;
      const tag = remove ? { key: text, value: '' } : toTag(text);
      await withSession(command, async ({ call }) => {
        const parsed = parseModelName(given);
        const key = { key: tag.key };
        const told = remove ? `Removed tag '${tag.key}'` : `Set tag '${tag.key}' to '${tag.value}'`;
        if (parsed.kind === 'model') {
          const { name } = parsed;
          const output = remove
            ? await call('registeredModels.deleteTag', { name, ...key })
            : await call('registeredModels.setTag', { name, ...tag });
          await printOutput<'registeredModels.setTag'>(output, options.json, () => told);
          return;
        }
        const { name, version } = await requireVersion(call, given);
        const output = remove
          ? await call('modelVersions.deleteTag', { name, version, ...key })
          : await call('modelVersions.setTag', { name, version, ...tag });
        await printOutput<'modelVersions.setTag'>(output, options.json, () => told);
      });
    });
  examples(command, [
    ['millrace models tag cars team=vision', 'of the model'],
    ['millrace models tag cars/3 checked --remove', 'of a version'],
  ]);
};

const addCopy = (group: Command): void => {
  const command = group
    .command('copy')
    .description('register a version under another name, made when there is none')
    .argument('<version>', 'cars/3 or cars@champion')
    .addOption(new Option('--to <name>', 'the model it goes to').makeOptionMandatory())
    .addOption(jsonOption())
    .action(async (given: string, options: Json & { to: string }) => {
      const output = await withSession(command, async ({ call }) => {
        const { name, version } = await requireVersion(call, given);
        return call('modelVersions.copy', { name, version, to: requireName(options.to) });
      });
      await printOutput<'modelVersions.copy'>(
        output,
        options.json,
        ({ name, version }) => `Copied to version ${version} of '${name}'`,
      );
    });
  examples(command, [['millrace models copy cars@champion --to cars-live', 'between registries of teams']]);
};

const addDelete = (group: Command): void => {
  const command = group
    .command('delete')
    .description('delete a model with its versions, or one version, for good')
    .argument('<model>', 'cars or cars/3')
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(async (given: string, options: Json & { yes?: boolean }) => {
      await withSession(command, async ({ call }) => {
        const parsed = parseModelName(given);
        if (parsed.kind === 'model') {
          const { name } = await call('registeredModels.get', { name: parsed.name });
          await confirm(`Delete '${name}' with its versions? This cannot be undone.`, options.yes);
          const output = await call('registeredModels.delete', { name });
          const told = `Deleted '${name}'`;
          await printOutput<'registeredModels.delete'>(output, options.json, () => told);
          return;
        }
        const { name, version } = await requireVersion(call, given);
        await confirm(`Delete version ${version} of '${name}'? This cannot be undone.`, options.yes);
        const output = await call('modelVersions.delete', { name, version });
        const told = `Deleted version ${version} of '${name}'`;
        await printOutput<'modelVersions.delete'>(output, options.json, () => told);
      });
    });
  examples(command, [
    ['millrace models delete cars/3', 'one version'],
    ['millrace models delete cars --yes', 'all of it, unasked'],
  ]);
};

export const addWriteCommands = (group: Command): void => {
  for (const add of [addRegister, addAlias, addStage, addTag, addCopy, addDelete]) add(group);
};
