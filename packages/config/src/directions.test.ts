import { describe, expect, test } from 'vitest';
import { DIRECTIONS, OUTSIDERS, PLUGIN_DIRECTIONS, SINGLE_DOORS } from './directions.ts';
import { importsOf } from './imports.ts';
import { isShipped, type Member, membersOf, read, sourcesOf } from './workspace.ts';

const SCOPE = '@millrace/';
const packages = membersOf('packages');
const plugins = membersOf('plugins');

const allowedFor = (member: Member): readonly string[] =>
  member.folder.startsWith('plugins/') ? PLUGIN_DIRECTIONS : (DIRECTIONS[member.id] ?? []);

const ours = (names: Readonly<Record<string, string>> | undefined): string[] =>
  Object.keys(names ?? {})
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length));

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const inside = [...packages.filter(({ id }) => !OUTSIDERS.includes(id)), ...plugins];
const shippedImports = (member: Member) =>
  sourcesOf(member)
    .filter((path) => isShipped(path) && /\.tsx?$/.test(path))
    .flatMap((path) => importsOf(path, read(path)).map((found) => ({ path, ...found })));

test('every package has its place in the table, and the table names no other', () => {
  const known = [...Object.keys(DIRECTIONS), ...OUTSIDERS].toSorted();
  expect(packages.map(({ id }) => id).toSorted()).toEqual(known);
});

test('the table has no cycle but the one door', () => {
  const visit = (id: string, trail: readonly string[]): void => {
    expect(trail, `${[...trail, id].join(' -> ')}`).not.toContain(id);
    for (const next of DIRECTIONS[id] ?? []) visit(next, [...trail, id]);
  };
  for (const id of Object.keys(DIRECTIONS)) visit(id, []);
});

describe.each(inside.map((member) => [member.folder, member] as const))('%s', (_, member) => {
  test('depends only on what lies below it', () => {
    const { dependencies, peerDependencies } = member.manifest;
    const wrong = [...ours(dependencies), ...ours(peerDependencies)].filter(
      (id) => !allowedFor(member).includes(id),
    );
    expect(wrong).toEqual([]);
  });

  test('imports of ours only what lies below it, under its published names', () => {
    const wrong = shippedImports(member).filter(
      ({ specifier }) =>
        specifier.startsWith(SCOPE) && !allowedFor(member).includes(packageOf(specifier).slice(SCOPE.length)),
    );
    expect(wrong).toEqual([]);
  });

  test('reaches into no other package by path', () => {
    const wrong = shippedImports(member).filter(
      ({ specifier }) =>
        specifier.startsWith('.') && /\/(packages|plugins)\/|\.\.\/\.\.\/src\//.test(specifier),
    );
    expect(wrong).toEqual([]);
  });

  test('declares what it imports', () => {
    const { dependencies, devDependencies, peerDependencies, private: isPrivate } = member.manifest;
    const declared = new Set([
      member.manifest.name,
      ...Object.keys({ ...dependencies, ...peerDependencies }),
      // What is built into one file, as the command and the UI are, ships without being installed.
      ...(isPrivate || member.manifest.bin ? Object.keys(devDependencies ?? {}) : []),
    ]);
    const wrong = shippedImports(member).filter(
      ({ specifier, kind }) =>
        !/^(\.|node:|virtual:)/.test(specifier) &&
        !declared.has(packageOf(specifier)) &&
        !(kind === 'type' && packageOf(specifier) in (devDependencies ?? {})),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each(SINGLE_DOORS)('$from -> $to', (door) => {
  const owner = packages.find(({ id }) => id === door.from);
  const target = packageOf(door.to);

  test('is passed only dynamically, and only there', () => {
    expect(owner).toBeDefined();
    const wrong = (owner ? shippedImports(owner) : []).filter(
      ({ specifier, kind, path }) =>
        packageOf(specifier) === target &&
        kind !== 'type' &&
        !(kind === 'dynamic' && specifier === door.to && door.files.test(path)),
    );
    expect(wrong).toEqual([]);
  });
});

test('ui takes the router as a type', () => {
  const ui = packages.find(({ id }) => id === 'ui');
  const wrong = (ui ? shippedImports(ui) : []).filter(
    ({ specifier, kind }) => specifier === '@millrace/protocol/router' && kind !== 'type',
  );
  expect(wrong).toEqual([]);
});

test('testkit ships in nothing', () => {
  for (const member of inside)
    expect(ours(member.manifest.dependencies), member.folder).not.toContain('testkit');
});

test('no package knows a plugin by name', () => {
  const pattern = new RegExp(`\\b(${plugins.map(({ id }) => id).join('|')})\\b`, 'i');
  const wrong = packages
    .filter(({ id }) => !OUTSIDERS.includes(id))
    .flatMap((member) => sourcesOf(member).filter(isShipped))
    .filter((path) => pattern.test(read(path)));
  expect(wrong).toEqual([]);
});
