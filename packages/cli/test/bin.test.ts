import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '..', 'bin', 'millrace.js');
const OLD_NODE = join(import.meta.dirname, 'old-node.mjs');

test('a Node that is too old is told so in one sentence, before anything is loaded', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', OLD_NODE, BIN, '--version'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe('millrace needs Node 22.13 or newer, this is 20.20.2: see https://nodejs.org\n');
});
