import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from './resolve-config.ts';

const INVALID = { code: 'INVALID_PARAMETER_VALUE' };

const refusal = (config: Parameters<typeof resolveConfig>[0]): unknown => {
  try {
    return resolveConfig(config);
  } catch (error) {
    return error;
  }
};

describe('where runs are kept', () => {
  it.each([
    [undefined, resolve('mlruns/millrace.db'), resolve('mlruns')],
    ['./data', resolve('data/millrace.db'), resolve('data')],
    ['/srv/data', '/srv/data/millrace.db', '/srv/data'],
    ['file:///srv/my%20data', '/srv/my data/millrace.db', '/srv/my data'],
    ['sqlite:///runs.db', resolve('runs.db'), resolve('mlruns')],
    ['sqlite:////srv/runs.db', '/srv/runs.db', resolve('mlruns')],
  ])('%s is %s', (backendStoreUri, file, artifacts) => {
    const config = resolveConfig(backendStoreUri === undefined ? {} : { backendStoreUri });
    expect(config.store).toMatchObject({ kind: 'sqlite', file });
    expect(config.artifactsFolder).toBe(artifacts);
  });

  it('may be memory, with a folder for artifacts of its own', () => {
    expect(resolveConfig({ backendStoreUri: 'memory:' })).toMatchObject({
      store: { kind: 'memory' },
      artifactsFolder: undefined,
    });
  });

  it.each([
    'postgresql://user:secret@db/x',
    'mysql+pymysql://h/x',
    'sqlite://',
    'sqlite:///',
    'sqlite:x',
    'http://h',
  ])('is not %s, and says what it may be', (backendStoreUri) => {
    const error = refusal({ backendStoreUri });
    expect(error).toMatchObject(INVALID);
    expect(String(error)).toContain('sqlite:///FILE');
    expect(String(error)).not.toContain('secret');
  });
});

it.each([
  ['tracking', '/tracking'],
  ['/a/b/', '/a/b'],
  ['/', ''],
  ['', ''],
])('reads the static prefix %j as %j', (staticPrefix, expected) => {
  expect(resolveConfig({ staticPrefix }).staticPrefix).toBe(expected);
});

it.each([
  { staticPrefix: '/../x' },
  { staticPrefix: '/a b' },
  { staticPrefix: '/a"b' },
  { port: -1 },
  { port: 65_536 },
  { port: 1.5 },
  { allowedHosts: ['*.'] },
  { allowedHosts: ['*.10.0.0.1'] },
  { allowedHosts: ['exa mple'] },
  { allowedHosts: ['a*.example.com'] },
  { corsAllowedOrigins: ['*'] },
  { corsAllowedOrigins: ['null'] },
  { corsAllowedOrigins: ['lab.example.com'] },
  { corsAllowedOrigins: ['https://lab.example.com/path'] },
  { artifactsDestination: 's3://bucket/x' },
])('refuses %j', (config) => {
  expect(refusal(config)).toMatchObject(INVALID);
});

it('keeps names and origins in the form they are compared in', () => {
  const config = resolveConfig({
    allowedHosts: ['Tracking.Example.COM:443', '*.Lab.example.com', '[FD00::1]'],
    corsAllowedOrigins: ['https://Lab.example.com:443', 'http://h:8080/'],
  });
  expect(config.allowedHosts).toEqual(['tracking.example.com', '*.lab.example.com', 'fd00::1']);
  expect(config.corsAllowedOrigins).toEqual(['https://lab.example.com', 'http://h:8080']);
});
