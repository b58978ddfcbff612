import type { Command } from 'commander';
import { examples } from '../../examples.ts';
import { addReadCommands } from './read-commands.ts';
import { addWriteCommands } from './write-commands.ts';

export const addModels = (program: Command): void => {
  const group = program
    .command('models')
    .description('registered models and their versions')
    .helpCommand(false);
  examples(group, [
    ['millrace models list', 'what there is'],
    ['millrace models register runs:/4f1c…/model -n cars', 'a version from a run'],
    ['millrace models alias cars/3 champion', 'what code loads as models:/cars@champion'],
  ]);
  addReadCommands(group);
  addWriteCommands(group);
};
