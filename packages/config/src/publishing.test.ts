import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ExportTarget, isShipped, membersOf, read, ROOT, sourcesOf } from './workspace.ts';

const plugins = membersOf('plugins');
const published = [...membersOf('packages'), ...plugins].filter(({ manifest }) => !manifest.private);

const filesOf = (target: ExportTarget): readonly string[] =>
  typeof target === 'string' ? [target] : Object.values(target).flatMap(filesOf);

/** An environment such as `browser` may come first when it has types and a default of its own. */
const expectTypesFirst = (entry: string, target: ExportTarget): void => {
  expect(target, entry).toBeTypeOf('object');
  const conditions = Object.entries(target).filter(([name]) => name !== 'millrace-source');
  const files = conditions.filter(([, inner]) => typeof inner === 'string').map(([name]) => name);
  expect(files, entry).toEqual(['types', 'default']);
  expect(conditions.at(-1)?.[0], entry).toBe('default');
  for (const [name, inner] of conditions) {
    if (typeof inner !== 'string') expectTypesFirst(`${entry} ${name}`, inner);
  }
};

const ENGINES = { node: '>=22.13' };

describe.each(published.map((member) => [member.manifest.name, member] as const))('%s', (_, member) => {
  const { manifest, folder } = member;

  test('says what it is', () => {
    expect(manifest.description).toMatch(/^\S.{9,}\.$/s);
    expect(manifest).toMatchObject({
      license: 'Apache-2.0',
      type: 'module',
      engines: ENGINES,
      sideEffects: false,
    });
    expect(manifest.files).toContain('dist');
  });

  test('exports types first, the default last, and its package.json', () => {
    const { './package.json': own, ...entries } = manifest.exports ?? {};
    expect(own).toBe('./package.json');
    for (const [entry, target] of Object.entries(entries)) expectTypesFirst(entry, target);
  });

  test('exports only what its build makes', ({ skip }) => {
    skip(!existsSync(join(ROOT, folder, 'dist')), 'not built');
    const targets = Object.values(manifest.exports ?? {}).flatMap(filesOf);
    const missing = [...targets, ...Object.values(manifest.bin ?? {})].filter(
      (target) => !existsSync(join(ROOT, folder, target)),
    );
    expect(missing).toEqual([]);
  });

  test('runs nothing when it is installed', () => {
    const { scripts = {} } = manifest as { scripts?: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });
});

describe.each(plugins.map((member) => [member.manifest.name, member] as const))('%s', (_, member) => {
  test('can be found by its keyword and read about', () => {
    expect(member.manifest.keywords).toContain('millrace-plugin');
    expect(existsSync(join(ROOT, member.folder, 'README.md'))).toBe(true);
  });

  test('passes the conformance cases', () => {
    const suites = sourcesOf(member).filter(
      (path) => !isShipped(path) && read(path).includes('@millrace/testkit'),
    );
    expect(suites).not.toEqual([]);
  });
});

test('all published packages carry one version', () => {
  expect(new Set(published.map(({ manifest }) => manifest.version)).size).toBe(1);
});

test('all published packages are released as one', () => {
  const { fixed } = JSON.parse(read('.changeset/config.json')) as { fixed: readonly (readonly string[])[] };
  expect(fixed).toEqual([published.map(({ manifest }) => manifest.name).toSorted()]);
});
