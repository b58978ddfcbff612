import { startProcess } from '@millrace/e2e/processes/long-process';
import { freePort } from '@millrace/e2e/processes/free-port';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '@millrace/spec';
import type { Workload } from './workload.ts';

const LIMIT_MS = 120_000;
const POLL_MS = 1;

export const coldStart: Workload = {
  id: 'W1',
  name: 'cold-start',
  definition: 'From the spawn on an empty folder to the first 200 of GET /health, schema created.',
  figures: [{ id: 'start', label: 'start', unit: 'ms', better: 'lower', goal: 150, goalRatio: 40 }],
  rawModes: ['append'],
  repeats: (effort) => effort.coldStarts,
  async measure(target) {
    const folder = mkdtempSync(join(tmpdir(), `millrace-bench-${target.id}-`));
    const port = await freePort();
    const { line, env } = target.command(folder, port);
    // Not pinned: nothing else runs, and some targets start several processes.
    const [command, ...args] = line;
    const from = performance.now();
    const child = await startProcess({ name: target.title, command, args, cwd: folder, env, group: true });
    try {
      while (!(await isHealthy(port))) {
        if (performance.now() - from > LIMIT_MS) {
          throw new MillraceError('DEADLINE_EXCEEDED', `${target.title} did not start:\n${child.output()}`);
        }
        await sleep(POLL_MS);
      }
      const start = performance.now() - from;
      const surface = target.attach({ folder, url: `http://127.0.0.1:${port}` });
      const runs = await surface.createRuns(1);
      return {
        figures: { start },
        durability: await surface.durability(),
        gates: [{ name: 'takes a run at once', holds: runs.length === 1, detail: '' }],
      };
    } finally {
      await child.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const isHealthy = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/health', agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode === 200));
    }).once('error', () => resolve(false));
  });
