import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const PROGRAM: readonly string[] = [
  '--conditions=millrace-source',
  join(import.meta.dirname, '..', 'src', 'main.ts'),
];

/** Nothing of whoever runs the tests: no colours, no tracking server, no experiment of theirs. */
export const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  TZ: 'UTC',
  // Sources are stripped of their types once, not a hundred times.
  NODE_COMPILE_CACHE: join(tmpdir(), 'millrace-cli-compile-cache'),
  ...more,
});

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'millrace-cli-'));

/** The real command, on sources, in a process of its own. */
export const runMillrace = (args: readonly string[], settings: RunSettings): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...PROGRAM, ...args], {
      cwd: settings.cwd,
      env: environment(settings.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

/** The output of a command that must work. */
export const outputOf = async (args: readonly string[], settings: RunSettings): Promise<string> => {
  const ended = await runMillrace(args, settings);
  if (ended.code !== 0)
    throw new Error(`millrace ${args.join(' ')} ended with ${ended.code}: ${ended.stderr}`);
  return ended.stdout;
};
