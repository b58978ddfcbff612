import { spawn } from 'node:child_process';
import { environment, PROGRAM, type RunSettings } from './run-millrace.ts';

export interface RunningServer {
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** `millrace server` on a port of its own; resolves once it has said where. */
export const startServer = async (args: readonly string[], settings: RunSettings): Promise<RunningServer> => {
  const child = spawn(process.execPath, [...PROGRAM, 'server', '--port', '0', ...args], {
    cwd: settings.cwd,
    env: environment(settings.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const found = /http:\/\/[^\s"]+/.exec(stdout)?.[0];
      if (found && stdout.endsWith('\n')) resolve(found);
    });
    void ended.then(() => reject(new Error(`the server ended: ${stderr}`)));
  });
  return { url, stdout: () => stdout, stderr: () => stderr, signal: (name) => child.kill(name), ended };
};
