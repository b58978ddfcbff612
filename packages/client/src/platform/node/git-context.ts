import { execFile } from 'node:child_process';
import path from 'node:path';
import type { RunContextProvider } from '@millrace/spec';

const TIMEOUT_MS = 2000;

/** `undefined` when git is absent, slow, or says no. Takes no lock, so that it never disturbs the user's own git. */
const git = (folder: string, ...args: string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(
      'git',
      ['-C', folder, ...args],
      {
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: 16 * 1024 * 1024,
        windowsHide: true,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      },
      (error, stdout) => resolve(error === null ? stdout.trim() : undefined),
    );
  });

/** Without user, password, query and fragment: a token in a remote's address must not travel with the run. */
export const withoutCredentials = (repository: string): string => {
  if (!URL.canParse(repository)) return repository;
  const url = new URL(repository);
  if (url.protocol !== 'ssh:') url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href;
};

/** The state of the repository that holds this folder; empty when there is none. */
export const readGitTags = async (folder: string): Promise<Record<string, string>> => {
  const commit = await git(folder, 'rev-parse', 'HEAD');
  if (commit === undefined) return {};
  const [branch, status, remote] = await Promise.all([
    git(folder, 'symbolic-ref', '--short', '-q', 'HEAD'),
    git(folder, 'status', '--porcelain', '--untracked-files=no'),
    git(folder, 'config', '--get', 'remote.origin.url'),
  ]);
  const tags: Record<string, string> = { 'mlflow.source.git.commit': commit };
  if (branch !== undefined && branch !== '') tags['mlflow.source.git.branch'] = branch;
  if (status !== undefined) tags['mlflow.source.git.dirty'] = status === '' ? 'False' : 'True';
  if (remote !== undefined && remote !== '') tags['mlflow.source.git.repoURL'] = withoutCredentials(remote);
  return tags;
};

let known: Promise<Record<string, string>> | undefined;

/** Read once a process: the code that runs is the code that was loaded. */
export const gitContext: RunContextProvider = {
  id: 'git',
  tags: () => {
    const script = process.argv[1];
    known ??= readGitTags(script === undefined ? process.cwd() : path.dirname(script));
    return known;
  },
};
