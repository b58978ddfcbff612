import { existsSync } from 'node:fs';
import { MillraceError } from '@millrace/spec';
import { runCommand } from './run-command.ts';

/** Installs Debian packages where that is possible: on Debian, as root. Else says what is missing and how to get it. */
export const installDebianPackages = async (
  packages: readonly string[],
  report: (line: string) => void,
): Promise<void> => {
  const list = packages.join(' ');
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new MillraceError(
      'NOT_IMPLEMENTED',
      `The tests need ${list}, and this is not Debian as root: install it (on Debian: sudo apt-get install ${list})`,
    );
  }
  report(`installing ${list} with apt-get (once per machine)`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-q'], { env });
  await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
};
