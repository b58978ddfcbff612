import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ArtifactStore } from '@millrace/spec';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { STAGING } from './artifact-path.ts';
import { openArtifactFolder } from './open-artifact-folder.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-hostile-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const body = async function* (text: string): AsyncGenerator<Uint8Array> {
  await nextTurn();
  yield Buffer.from(text);
};

let number = 0;
let root = '';
let outside = '';
let store: ArtifactStore;
beforeEach(async () => {
  number += 1;
  root = join(directory, `${number}`, 'root');
  outside = join(directory, `${number}`, 'outside');
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, 'canary'), 'secret');
  store = await openArtifactFolder(root);
});

describe('a link in the folder', () => {
  beforeEach(() => {
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(join(outside, 'canary'), join(root, 'file'));
  });

  test('is never read, listed or removed, nor anything through it', async () => {
    await expect(store.read('file')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(store.read('link/canary')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(store.remove('link')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(store.remove('file')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(store.remove('link/canary')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
    expect(await store.list('')).toEqual([]);
    expect(await store.list('link')).toEqual([]);
    expect(readFileSync(join(outside, 'canary'), 'utf8')).toBe('secret');
  });

  test('is never written through', async () => {
    await expect(store.write('link/new', body('x'))).rejects.toMatchObject({
      code: 'INVALID_PARAMETER_VALUE',
    });
    await store.write('file', body('mine'));
    expect(readFileSync(join(outside, 'canary'), 'utf8')).toBe('secret');
    expect(readdirSync(outside)).toEqual(['canary']);
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('mine');
  });

  test('inside a folder that is removed leaves its target alone', async () => {
    await store.write('folder/a', body('x'));
    symlinkSync(outside, join(root, 'folder', 'link'));
    await store.remove('folder');
    expect(existsSync(join(root, 'folder'))).toBe(false);
    expect(readFileSync(join(outside, 'canary'), 'utf8')).toBe('secret');
  });

  test('in place of the staging folder is not followed', async () => {
    rmSync(join(root, STAGING), { recursive: true, force: true });
    symlinkSync(outside, join(root, STAGING));
    await expect(store.write('a', body('x'))).rejects.toThrow();
    expect(readdirSync(outside)).toEqual(['canary']);
  });
});

test('a folder swapped for a link during uploads lets nothing out', async () => {
  mkdirSync(join(root, 'a', 'b'), { recursive: true });
  let isOver = false;
  const swap = async (): Promise<void> => {
    while (!isOver) {
      renameSync(join(root, 'a'), join(root, 'aside'));
      symlinkSync(outside, join(root, 'a'));
      await nextTurn();
      rmSync(join(root, 'a'));
      renameSync(join(root, 'aside'), join(root, 'a'));
      await nextTurn();
    }
  };
  const swapping = swap();
  for (let round = 0; round < 25; round += 1) {
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => store.write(`a/b/${round}-${index}`, body('x'))),
    );
  }
  isOver = true;
  await swapping;
  expect(readdirSync(outside)).toEqual(['canary']);
  expect(readdirSync(join(root, STAGING))).toEqual([]);
  expect(readdirSync(join(root, 'a', 'b')).length).toBeGreaterThan(0);
});

test('files and folders are private to their owner', async () => {
  await store.write('a/b/c', body('x'));
  expect(statSync(root).mode & 0o777).toBe(0o700);
  for (const folder of ['a', 'a/b', STAGING])
    expect(statSync(join(root, folder)).mode & 0o777, folder).toBe(0o700);
  expect(statSync(join(root, 'a/b/c')).mode & 0o777).toBe(0o600);
});

test('the staging folder cannot be reached, and what was left in it for hours is swept at the next start', async () => {
  await store.write('a', body('x'));
  const [old, fresh] = ['old', 'fresh'].map((name) => join(root, STAGING, name));
  for (const path of [old, fresh]) writeFileSync(path ?? '', 'partial');
  const twoHoursAgo = Date.now() / 1_000 - 7_200;
  utimesSync(old ?? '', twoHoursAgo, twoHoursAgo);
  expect((await store.list('')).map(({ path }) => path)).toEqual(['a']);
  await expect(store.read(`${STAGING}/fresh`)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
  await expect(store.list(STAGING)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
  await openArtifactFolder(root);
  expect(readdirSync(join(root, STAGING))).toEqual(['fresh']);
});

test('files that nobody reads to the end are closed', async () => {
  await store.write('a', body('x'.repeat(3_000_000)));
  const before = readdirSync('/proc/self/fd').length;
  for (let round = 0; round < 50; round += 1) {
    const unread = (await store.read('a')).body[Symbol.asyncIterator]();
    await unread.return?.();
    for await (const part of (await store.read('a')).body) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    await expect(store.read('a', { start: 9e9 })).rejects.toThrow();
    await expect(store.read('absent')).rejects.toThrow();
  }
  expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before);
});
