import type { RawInput } from '@millrace/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun, withKey } from '../test/harness.ts';
import { bytesOf, toBody } from '../test/memory-artifacts.ts';

type Target = RawInput<'artifacts.list'>['target'];

let harness: Harness;
let runId: string;
beforeEach(async () => {
  harness = createHarness();
  runId = await newRun(harness);
  // What lies beside the artifacts and is none of a client's business.
  harness.artifacts.files.set('millrace.db', Uint8Array.from(Buffer.from('SQLite format 3')));
  harness.artifacts.files.set('other/secret.txt', Uint8Array.from(Buffer.from('secret')));
});

const write = (target: Target, ...chunks: string[]) =>
  harness.call('artifacts.write', { target, body: toBody(...chunks) });
const list = (target: Target) => harness.call('artifacts.list', { target });
const read = async (target: Target, range?: { start: number; end?: number }) =>
  bytesOf((await harness.call('artifacts.read', { target, range })).body);
const remove = (target: Target) => harness.call('artifacts.delete', { target });

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('artifacts of a run', () => {
  it('are written, listed with their digest, and read', async () => {
    expect(await write({ runId, path: 'model/data.txt' }, 'hel', 'lo')).toEqual({ size: 5, sha256: HELLO });
    expect([...harness.artifacts.files.keys()]).toContain(`0/${runId}/artifacts/model/data.txt`);
    expect(await list({ runId })).toEqual({
      rootUri: `mlflow-artifacts:/0/${runId}/artifacts`,
      files: [{ path: 'model', isDirectory: true }],
    });
    expect((await list({ runId, path: 'model' })).files).toEqual([
      { path: 'model/data.txt', isDirectory: false, size: 5, sha256: HELLO },
    ]);
    expect(await read({ runId, path: 'model/data.txt' })).toBe('hello');
    expect(await read({ runId, path: 'model/data.txt' }, { start: 1, end: 3 })).toBe('el');
  });

  it('are reached by their location too, with paths relative to it', async () => {
    await write({ location: `0/${runId}/artifacts/a/b.txt` }, 'hello');
    expect(await read({ runId, path: 'a/b.txt' })).toBe('hello');
    expect((await list({ location: `0/${runId}/artifacts/a` })).files).toEqual([
      { path: 'b.txt', isDirectory: false, size: 5, sha256: HELLO },
    ]);
    expect((await list({ location: '0' })).files).toEqual([{ path: runId, isDirectory: true }]);
  });

  it('may be added to a deleted run, as in MLflow', async () => {
    await harness.call('runs.delete', { runId });
    await write({ runId, path: 'late.txt' }, 'hello');
    expect(await read({ runId, path: 'late.txt' })).toBe('hello');
  });

  it('need a run that is there, and a path', async () => {
    await expectRefusal(list({ runId: 'f'.repeat(32) }), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(list({ runId: '../x' }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(write({ runId }, 'x'), 'INVALID_PARAMETER_VALUE', /expected the path of a file/);
    await expectRefusal(read({ runId }), 'INVALID_PARAMETER_VALUE', /expected the path of a file/);
  });

  it('elsewhere are not opened by this server', async () => {
    harness = createHarness({ allowedArtifactRoots: ['s3://bucket'] });
    const { experimentId } = await harness.call('experiments.create', {
      name: 'cloud',
      artifactLocation: 's3://bucket/cloud',
    });
    const outside = await newRun(harness, experimentId);
    await expectRefusal(list({ runId: outside }), 'NOT_IMPLEMENTED', /not kept by this server/);
  });
});

describe('digests', () => {
  it('follow the last write and go with the file', async () => {
    await write({ runId, path: 'a.txt' }, 'old');
    await write({ runId, path: 'a.txt' }, 'hello');
    expect((await list({ runId })).files[0]?.sha256).toBe(HELLO);
    await remove({ runId, path: 'a.txt' });
    await harness.artifacts.write(`0/${runId}/artifacts/a.txt`, toBody('past us'));
    expect((await list({ runId })).files).toEqual([{ path: 'a.txt', isDirectory: false, size: 7 }]);
  });

  it('of all files in a folder go with the folder', async () => {
    await write({ runId, path: 'model/deep/a.txt' }, 'hello');
    await remove({ runId, path: 'model' });
    expect((await list({ runId })).files).toEqual([]);
    await harness.artifacts.write(`0/${runId}/artifacts/model/deep/a.txt`, toBody('past us'));
    expect((await list({ runId, path: 'model/deep' })).files[0]).not.toHaveProperty('sha256');
  });

  it('are forgotten before a write that fails', async () => {
    await write({ runId, path: 'a.txt' }, 'hello');
    const broken = (async function* () {
      yield Buffer.from('he');
      throw new TypeError('connection lost');
    })();
    const outcome = harness.call('artifacts.write', { target: { runId, path: 'a.txt' }, body: broken });
    await expect(outcome).rejects.toThrow('connection lost');
    expect((await list({ runId })).files[0]).not.toHaveProperty('sha256');
  });

  it('are not told when two writes of one file overlap', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = (async function* () {
      yield Buffer.from('slow');
      await gate.promise;
    })();
    const first = harness.call('artifacts.write', { target: { runId, path: 'a.txt' }, body: slow });
    await write({ runId, path: 'b.txt' }, 'hello');
    await write({ runId, path: 'a.txt' }, 'quick');
    gate.resolve();
    await first;
    const digests = (await list({ runId })).files.map((file) => file.sha256);
    expect(digests).toEqual([undefined, HELLO]);
    await write({ runId, path: 'a.txt' }, 'hello');
    expect((await list({ runId })).files[0]?.sha256).toBe(HELLO);
  });
});

describe('artifacts.delete', () => {
  it('removes a file or a folder, and may be repeated', async () => {
    await write({ runId, path: 'a/b.txt' }, 'x');
    await write({ runId, path: 'c.txt' }, 'x');
    await remove({ runId, path: 'a' });
    await remove({ runId, path: 'a' });
    expect((await list({ runId })).files.map((file) => file.path)).toEqual(['c.txt']);
  });

  it('refuses every root, and leaves all in place', async () => {
    await write({ runId, path: 'a.txt' }, 'x');
    const before = harness.artifacts.files.size;
    const roots: Target[] = [
      { runId },
      { location: '0' },
      { location: '0/' },
      { location: `0/${runId}` },
      { location: `0/${runId}/artifacts` },
      { location: `0/${runId}/artifacts/` },
    ];
    for (const target of roots)
      await expectRefusal(remove(target), 'INVALID_PARAMETER_VALUE', /Invalid path/);
    expect(harness.artifacts.files.size).toBe(before);
  });

  it('removes once for one idempotency key', async () => {
    const target = { runId, path: 'a.txt' };
    await write(target, 'x');
    await harness.call('artifacts.delete', { target }, withKey('k1'));
    await write(target, 'again');
    await harness.call('artifacts.delete', { target }, withKey('k1'));
    expect(await read(target)).toBe('again');
    await expectRefusal(
      harness.call('artifacts.delete', { target: { runId, path: 'b.txt' } }, withKey('k1')),
      'RESOURCE_CONFLICT',
    );
  });
});

const BAD_PATHS = [
  '..',
  '../x',
  '../../../etc/passwd',
  'a/../b',
  'a/..',
  '.',
  'a/./b',
  'a//b',
  '//etc/passwd',
  '/etc/passwd',
  '/',
  'C:\\x',
  'C:/x',
  '\\\\h\\s',
  '..\\..\\x',
  'a\\b',
  'NUL',
  'con',
  'f::$DATA',
  '%2e%2e/x',
  '%2e%2e%2fx',
  '%252e%252e%252fx',
  '..%5cx',
  '%25252e%25252e',
  '%2f',
  'a%00.txt',
  'a\0.txt',
  'a\r\nb',
  'a#b',
  'a\u0085b',
  '\ud800',
  'x'.repeat(256),
  'x/'.repeat(3000),
];

describe('paths that are refused', () => {
  it.each(BAD_PATHS.map((path) => ({ path, name: JSON.stringify(path).slice(0, 40) })))(
    '$name',
    async ({ path }) => {
      await write({ runId, path: 'a.txt' }, 'x');
      const before = [...harness.artifacts.files.entries()];
      for (const target of [
        { runId, path },
        { location: `0/${runId}/artifacts/${path}` },
      ] satisfies Target[]) {
        if ('location' in target && path === '/') continue;
        await expectRefusal(read(target), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
        await expectRefusal(list(target), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
        await expectRefusal(write(target, 'pwn'), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
        await expectRefusal(remove(target), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
      }
      expect([...harness.artifacts.files.entries()]).toEqual(before);
    },
  );

  it.each([
    'a b.txt',
    'ä.txt',
    '...',
    'a..b',
    '100%',
    '50% off.csv',
    '.hidden',
    'images/x%step%10%timestamp%1700000000000%8a3f.png',
    'epoch:3.ckpt',
    'why?.txt',
    'aux/nul.txt',
    'console.log',
    'a/b/c/',
  ])('but not %j', async (path) => {
    await write({ runId, path }, 'hello');
    expect(await read({ runId, path })).toBe('hello');
  });
});

describe('locations', () => {
  it.each([
    '',
    'millrace.db',
    'millrace.db/x',
    'other/secret.txt',
    '99/x/artifacts/a',
    'mlflow-artifacts:/0/a',
  ])('outside every experiment are nobody’s: %j', async (location) => {
    const before = [...harness.artifacts.files.keys()];
    await expectRefusal(read({ location }), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
    await expectRefusal(list({ location }), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
    await expectRefusal(write({ location }, 'x'), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
    await expectRefusal(remove({ location }), 'INVALID_PARAMETER_VALUE', /^Invalid path/);
    expect([...harness.artifacts.files.keys()]).toEqual(before);
  });

  it('of an experiment’s own choice are reached below it only', async () => {
    await harness.call('experiments.create', {
      name: 'a',
      artifactLocation: 'mlflow-artifacts:/team/forest',
    });
    await write({ location: 'team/forest/models/m-1/artifacts/x' }, 'hello');
    expect(await read({ location: 'team/forest/models/m-1/artifacts/x' })).toBe('hello');
    await expectRefusal(remove({ location: 'team/forest' }), 'INVALID_PARAMETER_VALUE', /root of artifacts/);
    for (const location of ['team', 'team/x', 'team/forester/x']) {
      await expectRefusal(write({ location }, 'x'), 'INVALID_PARAMETER_VALUE');
    }
  });

  it('lie as deep as an experiment’s own folder may, and deeper below it', async () => {
    const folder = Array.from({ length: 16 }, () => 'd').join('/');
    const create = (name: string, artifactLocation: string) =>
      harness.call('experiments.create', { name, artifactLocation });
    await create('deep', `mlflow-artifacts:/${folder}`);
    await expectRefusal(create('deeper', `mlflow-artifacts:/${folder}/d`), 'INVALID_PARAMETER_VALUE');
    await write({ location: `${folder}/a/b/c.txt` }, 'hello');
    expect(await read({ location: `${folder}/a/b/c.txt` })).toBe('hello');
  });

  it('are not the number of an experiment that keeps its artifacts elsewhere', async () => {
    const { experimentId } = await harness.call('experiments.create', {
      name: 'a',
      artifactLocation: 'mlflow-artifacts:/team',
    });
    await expectRefusal(write({ location: `${experimentId}/x` }, 'x'), 'INVALID_PARAMETER_VALUE');
  });
});

describe('a server without artifacts', () => {
  it('says so', async () => {
    harness = createHarness({
      info: { version: '1', artifactRoot: 's3://bucket', servesArtifacts: false },
    });
    runId = await newRun(harness);
    await expectRefusal(list({ runId }), 'NOT_IMPLEMENTED', /does not serve artifacts/);
    await expectRefusal(write({ runId, path: 'a' }, 'x'), 'NOT_IMPLEMENTED');
    expect(harness.artifacts.files.size).toBe(0);
  });
});
