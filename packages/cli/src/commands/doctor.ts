import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { jsonOption } from '../options.ts';

export const addDoctor = (program: Command): void => {
  const command = program
    .command('doctor')
    .description('check the installation and the data')
    .addOption(jsonOption())
    .action(async ({ json }: { json?: boolean }) => {
      const { runDoctor } = await import('../doctor/run-doctor.ts');
      process.exitCode = await runDoctor(command, json);
    });
  examples(command, [
    ['millrace doctor', 'versions, store, counts, integrity'],
    ['millrace doctor --json', 'for a bug report'],
  ]);
};
