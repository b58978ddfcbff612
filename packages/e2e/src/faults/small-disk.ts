import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, tryCommand } from '../setup/run-command.ts';

/** A disk of its own, in memory: it can be filled and made read-only. */
export interface SmallDisk {
  readonly folder: string;
  makeReadOnly(): Promise<void>;
  remove(): Promise<void>;
}

/** Why there can be none here, or `undefined`. */
export const whyNoSmallDisk = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return 'a tmpfs needs Linux';
  if (process.getuid?.() !== 0) return 'mounting a tmpfs needs root';
  const folder = mkdtempSync(join(tmpdir(), 'millrace-disk-'));
  const { code, stderr } = await tryCommand('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (code === 0) await runCommand('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return code === 0 ? undefined : `a tmpfs cannot be mounted: ${stderr.trim()}`;
};

export const makeSmallDisk = async (megabytes: number): Promise<SmallDisk> => {
  const base = mkdtempSync(join(tmpdir(), 'millrace-disk-'));
  const folder = join(base, 'disk');
  mkdirSync(folder);
  await runCommand('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    makeReadOnly: async () => {
      await runCommand('mount', ['-o', 'remount,ro', folder]);
    },
    remove: async () => {
      await runCommand('umount', [folder]);
      rmSync(base, { recursive: true, force: true });
    },
  };
};
