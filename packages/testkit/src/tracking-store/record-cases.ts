import assert from 'node:assert/strict';
import type { StoreCheck } from './store-check.ts';

export const recordCases: readonly StoreCheck[] = [
  {
    name: 'the answer kept under an idempotency key is found, with what it answered',
    async check(store) {
      const answer = { operation: 'runs.create', fingerprint: 'f', answer: '{"a":"ü"}' };
      assert.equal(await store.read((unit) => unit.metadata.findAnswer('k')), undefined);
      await store.write(async ({ metadata }) => {
        await metadata.putAnswer('k', answer);
        assert.deepEqual(await metadata.findAnswer('k'), answer);
      });
      assert.deepEqual(await store.read((unit) => unit.metadata.findAnswer('k')), answer);
      assert.equal(await store.read((unit) => unit.metadata.findAnswer('K')), undefined);
    },
  },
  {
    name: 'an answer is kept only when its unit is committed',
    async check(store) {
      await assert.rejects(
        store.write(async ({ metadata }) => {
          await metadata.putAnswer('k', { operation: 'o', fingerprint: 'f', answer: '1' });
          throw new RangeError('no');
        }),
        RangeError,
      );
      assert.equal(await store.read((unit) => unit.metadata.findAnswer('k')), undefined);
    },
  },
  {
    name: 'digests are found by path for the files directly in a folder, replaced and forgotten',
    async check(store) {
      const folder = '0/r/artifacts';
      await store.write(async ({ metadata }) => {
        await metadata.putDigest(`${folder}/a.txt`, '11');
        await metadata.putDigest(`${folder}/b.txt`, '22');
        await metadata.putDigest(`${folder}/deep/c.txt`, '33');
        await metadata.putDigest('0/r/artifacts-2/d.txt', '44');
        await metadata.putDigest(`${folder}/a.txt`, '55');
        await metadata.putDigest(`${folder}/b.txt`, undefined);
        await metadata.putDigest(`${folder}/never.txt`, undefined);
      });
      const digestsOf = (location: string): Promise<ReadonlyMap<string, string>> =>
        store.read((unit) => unit.metadata.findDigests(location));
      assert.deepEqual(await digestsOf(folder), new Map([[`${folder}/a.txt`, '55']]));
      assert.deepEqual(await digestsOf(`${folder}/deep`), new Map([[`${folder}/deep/c.txt`, '33']]));
      assert.deepEqual(await digestsOf('1'), new Map());
    },
  },
];
