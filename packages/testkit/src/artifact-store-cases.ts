import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ArtifactStore, Awaitable, ByteRange } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { ConformanceCase } from './conformance-case.ts';

interface ArtifactCheck {
  readonly name: string;
  check(store: ArtifactStore): Promise<void>;
}

const body = async function* (...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve();
    yield typeof part === 'string' ? Buffer.from(part) : part;
  }
};

const read = async (store: ArtifactStore, path: string, range?: ByteRange): Promise<string> => {
  const content = await store.read(path, range);
  const parts: Uint8Array[] = [];
  for await (const part of content.body) parts.push(part);
  const bytes = Buffer.concat(parts);
  assert.equal(bytes.length, content.end - content.start);
  return bytes.toString();
};

const is =
  (code: string) =>
  (error: unknown): boolean =>
    MillraceError.is(error) && error.code === code && !/[/\\](tmp|home|var)[/\\]/.test(error.message);

const isAbsent = is('RESOURCE_DOES_NOT_EXIST');
const isRefused = is('INVALID_PARAMETER_VALUE');

/** Paths that must not be opened, each in one way. */
const HOSTILE: readonly string[] = [
  '/etc/passwd',
  '//etc/passwd',
  '..',
  '../x',
  'a/../../x',
  'a/..',
  'a/./b',
  './a',
  'a//b',
  'a/',
  '.',
  'C:\\x',
  'c:x',
  '\\\\host\\share',
  '..\\x',
  'a\\b',
  'NUL',
  'a/con',
  'f::$DATA',
  'a\0.txt',
  'a\nb',
  'a\u007f',
  'a\uD800b',
  'x'.repeat(256),
  'ü'.repeat(128),
  'a/'.repeat(2_000) + 'a',
];

const checks: readonly ArtifactCheck[] = [
  {
    name: 'what was written is read back, with its size and SHA-256',
    async check(store) {
      const receipt = await store.write('a/b/c.txt', body('hel', '', 'lo'));
      const sha256 = createHash('sha256').update('hello').digest('hex');
      assert.deepEqual(receipt, { size: 5, sha256 });
      assert.equal(await read(store, 'a/b/c.txt'), 'hello');
      assert.equal((await store.read('a/b/c.txt')).size, 5);
    },
  },
  {
    name: 'an empty file is a file',
    async check(store) {
      assert.equal((await store.write('empty', body())).size, 0);
      assert.equal(await read(store, 'empty'), '');
      assert.deepEqual(await store.list(''), [{ path: 'empty', isDirectory: false, size: 0 }]);
    },
  },
  {
    name: 'a file of many chunks is read back byte for byte',
    async check(store) {
      const part = Buffer.from(Array.from({ length: 70_001 }, (_, index) => (index * 7) % 256));
      const parts = Array.from({ length: 45 }, () => part);
      const { size, sha256 } = await store.write('large.bin', body(...parts));
      assert.equal(size, 45 * 70_001);
      const digest = createHash('sha256');
      for await (const chunk of (await store.read('large.bin')).body) digest.update(chunk);
      assert.equal(digest.digest('hex'), sha256);
    },
  },
  {
    name: 'ranges are answered with the bytes asked for, cut at the end of the file',
    async check(store) {
      if (!store.capabilities.ranges) return;
      await store.write('r', body('0123456789'));
      assert.equal(await read(store, 'r', { start: 2, end: 5 }), '234');
      assert.equal(await read(store, 'r', { start: 7 }), '789');
      assert.equal(await read(store, 'r', { start: 9, end: 99 }), '9');
      const content = await store.read('r', { start: 3, end: 4 });
      assert.deepEqual([content.size, content.start, content.end], [10, 3, 4]);
      for await (const part of content.body) assert.equal(Buffer.from(part).toString(), '3');
      for (const range of [{ start: 10 }, { start: -1 }, { start: 5, end: 5 }, { start: 0.5 }]) {
        await assert.rejects(store.read('r', range), isRefused, JSON.stringify(range));
      }
    },
  },
  {
    name: 'a folder lists what lies directly in it, sorted, without sizes for folders',
    async check(store) {
      await store.write('m/z.txt', body('12'));
      await store.write('m/a/deep.txt', body('1'));
      await store.write('m/B.txt', body('123'));
      await store.write('top', body('1'));
      assert.deepEqual(await store.list('m'), [
        { path: 'm/B.txt', isDirectory: false, size: 3 },
        { path: 'm/a', isDirectory: true },
        { path: 'm/z.txt', isDirectory: false, size: 2 },
      ]);
      assert.deepEqual(
        (await store.list('')).map((entry) => entry.path),
        ['m', 'top'],
      );
      assert.deepEqual(await store.list('top'), []);
      assert.deepEqual(await store.list('absent/folder'), []);
    },
  },
  {
    name: 'the last complete write wins',
    async check(store) {
      await store.write('a', body('first, longer'));
      await store.write('a', body('second'));
      assert.equal(await read(store, 'a'), 'second');
    },
  },
  {
    name: 'a write that breaks off leaves what was there, and nothing else',
    async check(store) {
      await store.write('kept', body('old'));
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('half');
        await Promise.resolve();
        throw new RangeError('cut');
      };
      await assert.rejects(store.write('kept', broken()), RangeError);
      await assert.rejects(store.write('new/file', broken()), RangeError);
      assert.equal(await read(store, 'kept'), 'old');
      assert.deepEqual(await store.list(''), [{ path: 'kept', isDirectory: false, size: 3 }]);
    },
  },
  {
    name: 'nothing is visible before the last byte is there',
    async check(store) {
      let seen: unknown;
      const watched = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('part');
        seen = await store.list('');
        yield Buffer.from('rest');
      };
      await store.write('slow', watched());
      assert.deepEqual(seen, []);
      assert.equal(await read(store, 'slow'), 'partrest');
    },
  },
  {
    name: 'a reader sees the old file or the new one, never a mix',
    async check(store) {
      await store.write('f', body('a'.repeat(3_000_000)));
      const content = await store.read('f');
      await store.write('f', body('b'.repeat(10)));
      let size = 0;
      for await (const part of content.body) {
        size += part.length;
        assert.ok(Buffer.from(part).every((byte) => byte === 97));
      }
      assert.equal(size, 3_000_000);
    },
  },
  {
    name: 'writers of one path at once leave one of their files whole',
    async check(store) {
      const texts = Array.from({ length: 12 }, (_, index) => `${index}`.repeat(10_000));
      await Promise.all(texts.map((text) => store.write('deep/er/f', body(text))));
      assert.ok(texts.includes(await read(store, 'deep/er/f')));
      assert.equal((await store.list('deep/er')).length, 1);
    },
  },
  {
    name: 'a name is a file or a folder, not both, whichever came first',
    async check(store) {
      await store.write('file', body('1'));
      await store.write('folder/x', body('2'));
      await assert.rejects(store.write('file/x', body('3')), isRefused);
      await assert.rejects(store.write('folder', body('4')), isRefused);
      assert.equal(await read(store, 'file'), '1');
      assert.equal(await read(store, 'folder/x'), '2');
    },
  },
  {
    name: 'a file and a folder are removed, with all the folder holds and nothing beside it',
    async check(store) {
      for (const path of ['a/1', 'a/b/2', 'ab/3', 'c']) await store.write(path, body('x'));
      await store.remove('a');
      await store.remove('c');
      assert.deepEqual(
        (await store.list('')).map((entry) => entry.path),
        ['ab'],
      );
      await assert.rejects(store.read('a/b/2'), isAbsent);
      await store.write('a/1', body('again'));
      assert.equal(await read(store, 'a/1'), 'again');
    },
  },
  {
    name: 'what is absent cannot be read or removed; a folder cannot be read',
    async check(store) {
      await store.write('a/b', body('x'));
      for (const path of ['x', 'a', 'a/x', 'a/b/c', 'x/y/z']) {
        await assert.rejects(store.read(path), isAbsent, path);
      }
      for (const path of ['x', 'a/x', 'a/b/c']) await assert.rejects(store.remove(path), isAbsent, path);
    },
  },
  {
    name: 'the root cannot be read, written or removed',
    async check(store) {
      await store.write('a', body('x'));
      await assert.rejects(store.read(''), isRefused);
      await assert.rejects(store.write('', body('y')), isRefused);
      await assert.rejects(store.remove(''), isRefused);
      assert.equal(await read(store, 'a'), 'x');
    },
  },
  {
    name: 'hostile paths are refused by every method',
    async check(store) {
      await store.write('a/b', body('x'));
      for (const path of HOSTILE) {
        const label = JSON.stringify(path.slice(0, 40));
        await assert.rejects(store.read(path), isRefused, `read ${label}`);
        await assert.rejects(store.write(path, body('y')), isRefused, `write ${label}`);
        await assert.rejects(store.remove(path), isRefused, `remove ${label}`);
        await assert.rejects(store.list(path), isRefused, `list ${label}`);
      }
      assert.equal(await read(store, 'a/b'), 'x');
    },
  },
  {
    name: 'odd but honest names are kept apart and come back as they are',
    async check(store) {
      const names = [
        'a b',
        'ü',
        'u\u0308',
        '😀.txt',
        '%2e%2e',
        '..a',
        'a"; x="y',
        '-rf',
        '#',
        'é'.repeat(127),
      ];
      for (const name of names) await store.write(`n/${name}`, body(name));
      for (const name of names) assert.equal(await read(store, `n/${name}`), name);
      assert.equal((await store.list('n')).length, names.length);
    },
  },
];

/** What every artifact store promises. `make` opens a new, empty store for each case; the case closes it. */
export const artifactStoreCases = (make: () => Awaitable<ArtifactStore>): ConformanceCase[] =>
  checks.map(({ name, check }) => ({
    name,
    async run() {
      const store = await make();
      try {
        await check(store);
      } finally {
        await store.close?.();
      }
    },
  }));
