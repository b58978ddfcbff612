import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attack } from './attack.ts';
import { bodyAttacks } from './body-attacks.ts';
import { browserAttacks } from './browser-attacks.ts';
import { checkAftermath, treeOutside } from './check-aftermath.ts';
import { framingAttacks } from './framing-attacks.ts';
import { linkAttacks } from './link-attacks.ts';
import { locationAttacks } from './location-attacks.ts';
import { nameAttacks } from './name-attacks.ts';
import { pathAttacks } from './path-attacks.ts';
import { registryAttacks } from './registry-attacks.ts';
import { searchAttacks } from './search-attacks.ts';
import { sizeAttacks } from './size-attacks.ts';
import { startTarget, type Target } from './target.ts';

const CATALOGUE: readonly Attack[] = [
  ...pathAttacks,
  ...linkAttacks,
  ...locationAttacks,
  ...registryAttacks,
  ...nameAttacks,
  ...browserAttacks,
  ...searchAttacks,
  ...bodyAttacks,
  ...framingAttacks,
  ...sizeAttacks,
];

let target: Target;
let before: string[];

beforeAll(async () => {
  target = await startTarget();
  before = treeOutside(target);
});

afterAll(async () => {
  await target.close();
});

/** Why a row cannot be tried here, or `undefined`. */
const missing = async ({ needs }: Attack): Promise<string | undefined> => {
  if (needs === undefined) return undefined;
  const { body } = await target.send(needs);
  return body.includes('"ENDPOINT_NOT_FOUND"') ? `no endpoint at ${needs.target}` : undefined;
};

describe('attack catalogue', () => {
  test.for(CATALOGUE.map((attack) => [`${attack.id} ${attack.name}`, attack] as const))(
    '%s',
    async ([title, attack], { skip }) => {
      const reason = await missing(attack);
      if (reason !== undefined) {
        process.stderr.write(`skipped ${title}: ${reason}\n`);
        skip(reason);
      }
      try {
        await attack.strike(target);
        await checkAftermath(target, before);
      } finally {
        // One row's harm is not the next one's.
        target.answers.length = 0;
        before = treeOutside(target);
      }
    },
  );

  test('one process took it all, and still works', async () => {
    expect(await Promise.race([target.server.exited, Promise.resolve('running')])).toBe('running');
    const kept = await target.send({
      target: `/get-artifact?run_id=${target.runId}&path=keep.txt`,
    });
    expect(kept).toMatchObject({ status: 200, body: 'kept' });
  });
});
