import { existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DoctorReport } from '../src/doctor/run-doctor.ts';
import { emptyFolder, outputOf, runMillrace } from './run-millrace.ts';

const examine = async (cwd: string): Promise<DoctorReport> =>
  JSON.parse((await runMillrace(['doctor', '--json'], { cwd })).stdout) as DoctorReport;

test('makes nothing where nothing is', async () => {
  const cwd = emptyFolder();
  const report = await examine(cwd);
  expect(report.data).toEqual({ uri: './mlruns', store: null, counts: { experiments: 0, runs: 0 } });
  expect(report).toMatchObject({ node: process.versions.node, database: { file: null, integrity: null } });
  expect(report.database.sqlite).toMatch(/^3\.\d+/);
  expect(existsSync(join(cwd, 'mlruns'))).toBe(false);
});

test('counts and checks what is there', async () => {
  const cwd = emptyFolder();
  await outputOf(['experiments', 'create', '-n', 'cars'], { cwd });
  const report = await examine(cwd);
  expect(report.data).toMatchObject({ counts: { experiments: 2, runs: 0 } });
  expect(report.database.integrity).toBe('ok');
  const { stdout } = await runMillrace(['doctor'], { cwd });
  expect(stdout).toMatch(/^ok {2}counts +2 experiments, 0 runs$/m);
});

test('finds a damaged database, and exits with 1', async () => {
  const cwd = emptyFolder();
  await outputOf(['experiments', 'create', '-n', 'cars'], { cwd });
  const file = openSync(join(cwd, 'mlruns', 'millrace.db'), 'r+');
  writeSync(file, Buffer.alloc(100, 0x55), 0, 100, 0);
  const report = await examine(cwd);
  expect(report.healthy).toBe(false);
  expect(report.database.integrity).not.toBe('ok');
  expect((await runMillrace(['doctor'], { cwd })).code).toBe(1);
});
