import { MillraceError } from '@millrace/spec';
import { type Command, Option } from 'commander';
import { examples } from '../examples.ts';
import { jsonOption, required } from '../options.ts';
import { formatSize } from '../output/format.ts';
import { note, printJson, printOutput, printText } from '../output/print.ts';
import { withSession } from '../session.ts';

interface At {
  readonly runId?: string;
  readonly artifactPath?: string;
  readonly json?: boolean;
}

const runIdOption = (): Option => new Option('-r, --run-id <id>', 'the run');
const pathOption = (meaning: string): Option => new Option('-a, --artifact-path <path>', meaning);

const addList = (group: Command): void => {
  const command = group
    .command('list')
    .description('list artifacts of a run')
    .addOption(runIdOption().makeOptionMandatory())
    .addOption(pathOption('a folder of them'))
    .addOption(jsonOption())
    .action(async (options: At & { runId: string }) => {
      const output = await withSession(command, ({ call }) =>
        call('artifacts.list', { target: { runId: options.runId, path: options.artifactPath ?? '' } }),
      );
      await printOutput<'artifacts.list'>(output, options.json, async ({ files }) => {
        if (files.length === 0) return '';
        const { table } = await import('../output/table.ts');
        return table(
          files.map((file) => [
            file.isDirectory ? `${file.path}/` : file.path,
            file.size === undefined ? null : formatSize(file.size),
          ]),
        );
      });
    });
  examples(command, [
    ['millrace artifacts list -r <run id>', 'its files and folders'],
    ['millrace artifacts list -r <run id> -a model', 'one folder'],
  ]);
};

/** `runs:/<run>/<path>`, as MLflow writes it. */
const fromRunsUri = (uri: string): { runId: string; path: string } => {
  const match = /^runs:\/+([^/]+)(?:\/(.*))?$/.exec(uri);
  if (match?.[1] !== undefined) return { runId: match[1], path: match[2] ?? '' };
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `--artifact-uri is '${uri}': expected runs:/<run id>/<path>`,
  );
};

const addDownload = (group: Command): void => {
  const command = group
    .command('download')
    .description('copy artifacts of a run to this machine')
    .addOption(runIdOption())
    .addOption(pathOption('a file or a folder of them (default: all)'))
    .option('-u, --artifact-uri <uri>', 'instead of both: runs:/<run id>/<path>')
    .option('-d, --dst-path <folder>', 'where to put them', '.')
    .addOption(jsonOption())
    .action(async (options: At & { artifactUri?: string; dstPath: string }) => {
      const from =
        options.artifactUri === undefined
          ? {
              runId: required(options.runId, '--run-id (or --artifact-uri)'),
              path: options.artifactPath ?? '',
            }
          : fromRunsUri(options.artifactUri);
      const { downloadArtifacts } = await import('../transfer/download-artifacts.ts');
      const files = await withSession(command, ({ call }) => downloadArtifacts(call, from, options.dstPath));
      if (options.json) return printJson({ files });
      for (const { path } of files) printText(path);
      if (files.length === 0) note('There are none');
    });
  examples(command, [
    ['millrace artifacts download -r <run id> -d out', 'all of them, into out/'],
    ['millrace artifacts download -u runs:/<run id>/model', 'one folder, into the current one'],
  ]);
};

const addLog = (group: Command, name: string, sourceFlags: string): void => {
  const command = group
    .command(name, { hidden: name !== 'log' })
    .description('add a file, or all that is in a folder, to a run')
    .addOption(runIdOption().makeOptionMandatory())
    .addOption(new Option(sourceFlags, 'the file or folder').makeOptionMandatory())
    .addOption(pathOption('the folder among the artifacts to put it in'))
    .addOption(jsonOption())
    .action(
      async (options: At & { runId: string; localPath?: string; localFile?: string; localDir?: string }) => {
        const source = required(options.localPath ?? options.localFile ?? options.localDir, '--local-path');
        const { uploadArtifacts } = await import('../transfer/upload-artifacts.ts');
        const files = await withSession(command, ({ call }) =>
          uploadArtifacts(call, { runId: options.runId, path: options.artifactPath ?? '' }, source),
        );
        if (options.json) return printJson({ files });
        for (const { path } of files) printText(path);
      },
    );
  examples(command, [
    ['millrace artifacts log -r <run id> -l confusion.png', 'a file'],
    ['millrace artifacts log -r <run id> -l plots -a plots', 'a folder'],
  ]);
};

export const addArtifacts = (program: Command): void => {
  const group = program.command('artifacts').description('files of runs').helpCommand(false);
  examples(group, [
    ['millrace artifacts list -r <run id>', 'its files and folders'],
    ['millrace artifacts log -r <run id> -l confusion.png', 'one more'],
  ]);
  addList(group);
  addDownload(group);
  addLog(group, 'log', '-l, --local-path <path>');
  addLog(group, 'log-artifact', '-l, --local-file <path>');
  addLog(group, 'log-artifacts', '-l, --local-dir <path>');
};
