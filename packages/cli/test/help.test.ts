import { expect, test } from 'vitest';
import { emptyFolder, runMillrace } from './run-millrace.ts';

const cwd = emptyFolder();

test.each([
  ['--help'],
  ['server --help'],
  ['experiments --help'],
  ['experiments delete --help'],
  ['runs list --help'],
  ['artifacts download --help'],
  ['models --help'],
  ['models alias --help'],
])('%s', async (args) => {
  const { code, stdout, stderr } = await runMillrace(args.split(' '), { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchSnapshot();
});

test('--version says which, and which Node', async () => {
  const { code, stdout } = await runMillrace(['--version'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^millrace \d+\.\d+\.\d+\S* \(node \d+\.\d+\.\d+\)\n$/);
});

test('a group without a command shows its help and is a usage error', async () => {
  const { code, stdout, stderr } = await runMillrace(['runs'], { cwd });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^Examples:\n/);
});
