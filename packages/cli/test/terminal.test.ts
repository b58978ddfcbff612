import { spawn } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { environment, outputOf, PROGRAM } from './run-millrace.ts';
import { type Seeded, seededFolder } from './seeded-folder.ts';

let seeded: Seeded;

beforeAll(async () => {
  seeded = await seededFolder();
});

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const inShell = (script: string): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const millrace = [process.execPath, ...PROGRAM].map(quote).join(' ');
    const child = spawn('/bin/bash', ['-c', `millrace() { ${millrace} "$@"; }\n${script}`], {
      cwd: seeded.cwd,
      env: environment({ RUN: seeded.runId }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });

test('a reader that has seen enough is no error', async () => {
  const { code, output } = await inShell(
    'set -o pipefail; millrace runs describe -r "$RUN" --json | head -c 1; echo " ${PIPESTATUS[*]}"',
  );
  expect({ code, output }).toEqual({ code: 0, output: '{ 0 0\n' });
});

test('a reader that is gone already is none either', async () => {
  const { output } = await inShell('millrace experiments list | true; echo "${PIPESTATUS[0]}"');
  expect(output).toBe('0\n');
});

test('has colour when forced, and not in a pipe or with NO_COLOR', async () => {
  const args = ['runs', 'list', '-n', 'cars'];
  const plain = await outputOf(args, { cwd: seeded.cwd });
  const coloured = await outputOf(args, { cwd: seeded.cwd, env: { FORCE_COLOR: '1' } });
  const quenched = await outputOf(args, { cwd: seeded.cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[');
  expect(quenched).toBe(plain);
});
