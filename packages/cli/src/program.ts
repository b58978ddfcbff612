import { Command } from 'commander';
import { addArtifacts } from './commands/artifacts.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExperiments } from './commands/experiments.ts';
import { addModels } from './commands/models/index.ts';
import { addRuns } from './commands/runs.ts';
import { addServer } from './commands/server.ts';
import { examples } from './examples.ts';
import { version } from './version.ts';

/** The whole command tree. Commands load what they do only when they run. */
export const createProgram = (): Command => {
  const program = new Command('millrace')
    .description('Track experiments, keep models, look at both.')
    .version(`millrace ${version} (node ${process.versions.node})`, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .option(
      '--tracking-uri <uri>',
      'server or folder to work on (default: MLFLOW_TRACKING_URI, else ./mlruns)',
    )
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  examples(program, [
    ['millrace ui', 'look at ./mlruns in a browser'],
    ['millrace server --host 0.0.0.0 --port 8080', 'serve a team'],
    ['millrace runs list --experiment-name cars', 'what was tried'],
    ['millrace doctor', 'what is installed, and is the data sound'],
  ]);
  addServer(program);
  addExperiments(program);
  addRuns(program);
  addArtifacts(program);
  addModels(program);
  addDoctor(program);
  return program;
};
