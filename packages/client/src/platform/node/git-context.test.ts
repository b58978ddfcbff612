import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGitTags, withoutCredentials } from './git-context.ts';

let folder = '';
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-git-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const commit = async (): Promise<string> => {
  git('init', '-q', '-b', 'trunk');
  await writeFile(join(folder, 'train.ts'), 'one');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  return git('rev-parse', 'HEAD');
};

describe('readGitTags', () => {
  it('tells commit, branch and a clean tree', async () => {
    const head = await commit();
    expect(await readGitTags(folder)).toEqual({
      'mlflow.source.git.commit': head,
      'mlflow.source.git.branch': 'trunk',
      'mlflow.source.git.dirty': 'False',
    });
  });

  it('tells a changed tree and the repository, without its token', async () => {
    await commit();
    git('remote', 'add', 'origin', 'https://user:s3cret@example.com/team/models.git?token=t0ken');
    await writeFile(join(folder, 'train.ts'), 'two');
    const tags = await readGitTags(folder);
    expect(tags['mlflow.source.git.dirty']).toBe('True');
    expect(tags['mlflow.source.git.repoURL']).toBe('https://example.com/team/models.git');
  });

  it('names no branch on a detached head', async () => {
    const head = await commit();
    git('checkout', '-q', '--detach');
    expect(await readGitTags(folder)).toEqual({
      'mlflow.source.git.commit': head,
      'mlflow.source.git.dirty': 'False',
    });
  });

  it('is silent outside a repository, without commits, and for a folder that is not there', async () => {
    expect(await readGitTags(folder)).toEqual({});
    git('init', '-q');
    expect(await readGitTags(folder)).toEqual({});
    expect(await readGitTags(join(folder, 'absent'))).toEqual({});
  });
});

describe('withoutCredentials', () => {
  it.each([
    ['https://ghp_token@github.com/a/b.git', 'https://github.com/a/b.git'],
    ['ssh://git:pass@example.com/a.git', 'ssh://git@example.com/a.git'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
    ['../bare', '../bare'],
  ])('%s', (given, expected) => {
    expect(withoutCredentials(given)).toBe(expected);
  });
});
