import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from './target.ts';

export type RawMode = 'parse' | 'append' | 'log';

const WORDS: Readonly<Record<RawMode, { title: string; durability: string }>> = {
  parse: { title: 'raw: parse only', durability: 'none: the body is parsed and dropped' },
  append: {
    title: 'raw: append table',
    durability: 'SQLite, journal wal, synchronous FULL, one commit for all of a turn',
  },
  log: { title: 'raw: append log', durability: 'a file, fdatasync before the answer' },
};

/** The limit of the machine: see raw/raw-server.ts. */
export const rawTarget = (mode: RawMode): Target => ({
  id: `raw-${mode}`,
  family: 'raw',
  title: WORDS[mode].title,
  settleMs: 0,
  command: (folder, port) => ({ line: [process.execPath, stripped(), mode, folder, `${port}`] }),
  attach: ({ url }) => ({
    createRuns: async (count) => Array.from({ length: count }, (_, run) => String(run).padStart(32, '0')),
    createExperiment: async () => '0',
    durability: async () => WORDS[mode].durability,
    countPoints: async () => Number(await (await fetch(`${url}/count`)).text()),
  }),
});

const stripped = (): string => {
  const source = readFileSync(fileURLToPath(new URL('../raw/raw-server.ts', import.meta.url)), 'utf8');
  const folder = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'raw-server.mjs');
  writeFileSync(file, stripTypeScriptTypes(source));
  return file;
};
