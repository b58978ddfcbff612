import { MillraceError } from '@millrace/spec';
import { type Command, Option } from 'commander';
import { examples } from '../examples.ts';
import { jsonOption } from '../options.ts';
import type { ServerFlags } from '../serve/server-flags.ts';

const IGNORED = [
  ['--workers <count>', 'MLFLOW_WORKERS'],
  ['--gunicorn-opts <text>', 'MLFLOW_GUNICORN_OPTS'],
  ['--uvicorn-opts <text>', 'MLFLOW_UVICORN_OPTS'],
] as const;

const toPort = (text: string): number => {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `--port is '${text}': expected a number from 0 (any free one) to 65535`,
  );
};

const toList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** MLflow's spellings of yes and no in its environment. */
const toBoolean = (text: string): boolean => {
  if (/^(true|1)$/i.test(text)) return true;
  if (/^(false|0)$/i.test(text)) return false;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `MLFLOW_SERVE_ARTIFACTS is '${text}': expected true or false`,
  );
};

const serverOptions = (): readonly Option[] => [
  new Option('-h, --host <host>', 'address to listen on').env('MLFLOW_HOST').default('127.0.0.1'),
  new Option('-p, --port <port>', 'port to listen on, 0 for any free one')
    .env('MLFLOW_PORT')
    .argParser(toPort)
    .default(5000),
  new Option(
    '--backend-store-uri <uri>',
    'where runs are kept: sqlite:///FILE, or a folder (default: ./mlruns)',
  ).env('MLFLOW_BACKEND_STORE_URI'),
  new Option(
    '--artifacts-destination <folder>',
    'folder for the artifacts it serves (default: ./mlruns)',
  ).env('MLFLOW_ARTIFACTS_DESTINATION'),
  new Option('--default-artifact-root <uri>', 'where new experiments say their artifacts go').env(
    'MLFLOW_DEFAULT_ARTIFACT_ROOT',
  ),
  new Option('--serve-artifacts', 'pass artifacts through this server (default)'),
  new Option(
    '--no-serve-artifacts',
    'leave artifacts to their own store (env: MLFLOW_SERVE_ARTIFACTS=false)',
  ),
  new Option('--static-prefix <path>', 'serve everything below this path').env('MLFLOW_STATIC_PREFIX'),
  new Option('--allowed-hosts <list>', 'Host headers to answer, comma separated')
    .env('MLFLOW_SERVER_ALLOWED_HOSTS')
    .argParser(toList),
  new Option('--cors-allowed-origins <list>', 'origins of other web pages that may call it')
    .env('MLFLOW_SERVER_CORS_ALLOWED_ORIGINS')
    .argParser(toList),
  ...IGNORED.map(([flags, name]) => new Option(flags, 'accepted and ignored').env(name).hideHelp()),
  jsonOption(),
];

const ignoredFlags = (command: Command): string[] =>
  IGNORED.map(([flags]) => flags.split(' ')[0] ?? flags).filter(
    (flag) =>
      command.getOptionValue(flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())) !==
      undefined,
  );

/** The flag wins over the environment, which commander cannot read for a pair of yes and no. */
const servesArtifacts = (command: Command): boolean => {
  const fromEnvironment = process.env['MLFLOW_SERVE_ARTIFACTS'];
  const fromFlag = command.getOptionValueSource('serveArtifacts') === 'cli';
  if (fromFlag || !fromEnvironment) return command.getOptionValue('serveArtifacts') !== false;
  return toBoolean(fromEnvironment);
};

const addServe = (program: Command, name: 'server' | 'ui', description: string): void => {
  const command = program.command(name).description(description).helpOption('--help', 'print help');
  for (const option of serverOptions()) command.addOption(option);
  command.action(async (flags: Omit<ServerFlags, 'serveArtifacts'>) => {
    for (const flag of ignoredFlags(command)) {
      process.stderr.write(`millrace: ${flag} is ignored: one process serves everything\n`);
    }
    const { serve } = await import('../serve/serve.ts');
    await serve({ ...flags, serveArtifacts: servesArtifacts(command) });
  });
  examples(command, [
    [`millrace ${name}`, 'on http://127.0.0.1:5000, data in ./mlruns'],
    [`millrace ${name} --port 0`, 'on any free port, which it prints'],
    [
      `millrace ${name} --backend-store-uri sqlite:///runs.db --artifacts-destination files`,
      'data where you say',
    ],
  ]);
};

export const addServer = (program: Command): void => {
  addServe(program, 'server', 'serve the API and the UI');
  addServe(program, 'ui', 'the same as server');
};
