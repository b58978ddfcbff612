import { ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, query, requireStatus } from './attack.ts';
import { API, ARTIFACTS, type Target } from './target.ts';

const UPLOADS = 500;

/** Somebody with access to the disk plants a link; no request follows it. */
const throughLink = (name: string, aim: (target: Target) => string, below: string): Attack => ({
  id: 'P08',
  name,
  strike: async (target) => {
    const link = join(target.root, target.artifacts, 'planted');
    mkdirSync(join(target.root, target.artifacts), { recursive: true });
    symlinkSync(aim(target), link);
    const path = `planted${below}`;
    const at = `${ARTIFACTS}/${target.artifacts}/${path}`;
    try {
      const read = `/get-artifact?${query({ run_id: target.runId, path })}`;
      requireStatus(await target.send({ target: read }), [400, 404]);
      requireStatus(await target.send({ target: at }), [400, 404]);
      requireStatus(await target.send({ method: 'DELETE', target: at }), [400, 404]);
      requireStatus(await target.send({ method: 'DELETE', target: `${at}/` }), [400, 404]);
      const put = await target.send({ method: 'PUT', target: at, body: 'pwn' });
      // A new file may take the place of a link; through it, nothing goes.
      if (below !== '') requireStatus(put, [400, 404]);
      const list = await target.send({
        target: `${API}/artifacts/list?${query({ run_id: target.runId, path: 'planted' })}`,
      });
      ok(!list.body.includes('canary.txt'), 'what lies behind the link was listed');
    } finally {
      rmSync(link, { recursive: true, force: true });
    }
  },
});

/** Does it, unless an upload was there first. */
const attempt = (step: () => void): boolean => {
  try {
    step();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' || code === 'ENOTEMPTY') return false;
    throw error;
  }
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A folder becomes a link and a folder again, again and again, while uploads go into it. */
const swapped: Attack = {
  id: 'P09',
  name: `a folder and a link take turns during ${UPLOADS} uploads`,
  strike: async (target) => {
    const folder = join(target.root, target.artifacts, 'swapped');
    mkdirSync(folder, { recursive: true });
    const statuses = new Map<number, number>();
    let swaps = 0;
    let done = false;
    const clear = (): boolean => attempt(() => rmSync(folder, { recursive: true, force: true }));
    const swap = async (): Promise<void> => {
      if (clear() && attempt(() => symlinkSync(target.outside, folder))) swaps += 1;
      await nextTurn();
      if (clear()) attempt(() => mkdirSync(folder));
      await nextTurn();
    };
    const swapping = (async () => {
      while (!done) await swap();
    })();
    const upload = async (index: number): Promise<void> => {
      const { status } = await target.send({
        method: 'PUT',
        target: `${ARTIFACTS}/${target.artifacts}/swapped/${index}.txt`,
        body: 'pwn',
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    for (let from = 0; from < UPLOADS; from += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, at) => upload(from + at)));
    }
    done = true;
    await swapping;
    ok(swaps > UPLOADS / 10, `only ${swaps} swaps`);
    ok(
      [...statuses.keys()].every((status) => [200, 400, 404].includes(status)),
      JSON.stringify([...statuses]),
    );
    strictEqual(readdirSync(target.outside).join(), 'canary.txt');
    rmSync(folder, { recursive: true, force: true });
  },
};

export const linkAttacks: readonly Attack[] = [
  throughLink('a link to a folder', ({ outside }) => outside, '/canary.txt'),
  throughLink('a link to a file', ({ outside }) => join(outside, 'canary.txt'), ''),
  throughLink('a link to the root itself', ({ root }) => root, '/millrace.db'),
  throughLink('a relative link', () => '../../../../../outside', '/canary.txt'),
  swapped,
];
