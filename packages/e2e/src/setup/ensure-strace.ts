import { MillraceError } from '@millrace/spec';
import { installDebianPackages } from './install-debian-packages.ts';
import { reportLine } from './report-line.ts';
import { tryCommand } from './run-command.ts';

const INJECT = ['-f', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO', 'true'];

/** Installs strace where it is missing and may be. Why it cannot make system calls fail here, or `undefined`. */
export const whyNoStrace = async (
  report: (line: string) => void = reportLine,
): Promise<string | undefined> => {
  if (process.platform !== 'linux') return 'strace needs Linux';
  if ((await tryCommand('strace', ['-V'])).code !== 0) {
    try {
      await installDebianPackages(['strace'], report);
    } catch (error) {
      if (!MillraceError.is(error)) throw error;
      return error.message;
    }
  }
  const { code, stderr } = await tryCommand('strace', INJECT);
  return code === 0 ? undefined : `strace may not trace here: ${stderr.trim().slice(0, 200)}`;
};
