import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Run } from '@millrace/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpStack, type Stack } from './stacks.ts';

const SCRIPT = fileURLToPath(new URL('./training-script.ts', import.meta.url));

let stack: Stack;
beforeAll(async () => {
  stack = await httpStack();
});
afterAll(() => stack.close());

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
  readonly run: Run;
}

/** Runs a real script until it ends; signals it once it has a run. */
const train = async (mode: string, signal?: NodeJS.Signals): Promise<End> => {
  const uri = stack.client().trackingUri;
  const child = spawn(process.execPath, ['--conditions=millrace-source', SCRIPT, mode, uri], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (signal !== undefined && output.includes('\n')) child.kill(signal);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  await once(child, 'close');
  const run = await stack.client().getRun(output.trim());
  return { code: child.exitCode, signal: child.signalCode, errors, run };
};

describe('the end of a process with a run open', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the run KILLED and the process by the signal',
    async (name) => {
      const { run, signal } = await train('loop', name);
      expect(signal).toBe(name);
      expect(run.info.status).toBe('KILLED');
      expect(run.info.endTime).not.toBeNull();
      expect(run.metrics).toHaveLength(1);
    },
  );

  it.each(['throw', 'reject'])('%s ends the run FAILED, prints the error and exits with 1', async (mode) => {
    const { run, code, errors } = await train(mode);
    expect(run.info.status).toBe('FAILED');
    expect(run.metrics).toHaveLength(1);
    expect(code).toBe(1);
    expect(errors).toContain('RangeError: training broke');
  });

  it('forgetting to end a run ends it FINISHED', async () => {
    const { run, code } = await train('forget');
    expect([run.info.status, code]).toEqual(['FINISHED', 0]);
    expect(run.metrics).toHaveLength(1);
  });

  it('an exit code set before makes that FAILED, and stays', async () => {
    const { run, code } = await train('forget-failed');
    expect([run.info.status, code]).toEqual(['FAILED', 3]);
  });

  it('a listener of the program decides how the process ends', async () => {
    const { run, code } = await train('own-listener', 'SIGTERM');
    expect([run.info.status, code]).toEqual(['KILLED', 7]);
  });

  it('records who ran what', async () => {
    const { run } = await train('forget');
    const tags = new Map(run.tags.map(({ key, value }) => [key, value]));
    expect(tags.get('mlflow.source.name')).toContain('training-script.ts');
    expect(tags.get('mlflow.source.type')).toBe('LOCAL');
    expect(tags.get('mlflow.user')).toBe(run.info.userId);
    expect(tags.get('mlflow.source.git.commit')).toMatch(/^[0-9a-f]{40}$/);
  });
});
