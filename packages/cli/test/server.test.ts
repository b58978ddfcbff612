import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseOutput } from './operation-output.ts';
import { emptyFolder, outputOf, runMillrace } from './run-millrace.ts';
import { startServer } from './start-server.ts';

test.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then ends with 0', async (signal) => {
  const cwd = emptyFolder();
  const server = await startServer([], { cwd });
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  expect(server.stdout()).toMatch(/^Millrace serves http:\/\/127\.0\.0\.1:\d+ \(data in \.\/mlruns\)\n$/);
  server.signal(signal);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(existsSync(join(cwd, 'mlruns', 'millrace.db'))).toBe(true);
});

test('takes the places of its data from flags, and tells them as JSON', async () => {
  const cwd = emptyFolder();
  const args = ['--backend-store-uri', 'sqlite:///a.db', '--artifacts-destination', 'files', '--json'];
  const server = await startServer(args, { cwd });
  expect(JSON.parse(server.stdout())).toEqual({
    url: server.url,
    data: 'sqlite:///a.db',
    artifacts: 'files',
  });
  expect(existsSync(join(cwd, 'a.db'))).toBe(true);
  server.signal('SIGTERM');
  await server.ended;
});

test('takes them from the environment of MLflow, and ignores workers aloud', async () => {
  const cwd = emptyFolder();
  const env = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///b.db', MLFLOW_STATIC_PREFIX: '/x', MLFLOW_WORKERS: '4' };
  const server = await startServer([], { cwd, env });
  expect(existsSync(join(cwd, 'b.db'))).toBe(true);
  expect((await fetch(`${new URL(server.url).origin}/x/health`)).status).toBe(200);
  expect(server.stderr()).toMatch(/^millrace: --workers is ignored.*\n/);
  server.signal('SIGTERM');
  await server.ended;
});

test('the same commands work on a server as on a folder', async () => {
  const cwd = emptyFolder();
  const server = await startServer([], { cwd });
  const env = { MLFLOW_TRACKING_URI: server.url };
  const elsewhere = emptyFolder();
  await outputOf(['experiments', 'create', '-n', 'far'], { cwd: elsewhere, env });
  const there = await outputOf(['experiments', 'list', '--json'], { cwd: elsewhere, env });
  expect(parseOutput('experiments.search', there).experiments.map((it) => it.name)).toContain('far');
  expect(existsSync(join(elsewhere, 'mlruns'))).toBe(false);
  server.signal('SIGTERM');
  await server.ended;
  expect(await outputOf(['experiments', 'list', '--json'], { cwd })).toBe(there);
});

test('a server that is not there is exit code 6, in two lines at most', async () => {
  const ended = await runMillrace(['runs', 'list', '--tracking-uri', 'http://127.0.0.1:9'], {
    cwd: emptyFolder(),
    env: { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' },
  });
  expect(ended).toMatchObject({ code: 6, stdout: '' });
  expect(ended.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
});

test('a port that is taken is exit code 6 and says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ended = await runMillrace(['server', '--port', String(port)], { cwd: emptyFolder() });
  other.close();
  expect(ended).toMatchObject({ code: 6, stdout: '' });
  expect(ended.stderr).toContain(`Port ${port}`);
  expect(ended.stderr).toContain('--port 0');
});

test.each([
  ['-p', 'http'],
  ['-p', '70000'],
  ['--backend-store-uri', 'mongodb://x'],
  ['--no-such-flag', 'x'],
])('refuses %s %s as usage', async (flag, value) => {
  const ended = await runMillrace(['server', '--port', '0', flag, value], { cwd: emptyFolder() });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
});

test('refuses an environment it cannot read', async () => {
  const ended = await runMillrace(['server', '--port', '0'], {
    cwd: emptyFolder(),
    env: { MLFLOW_SERVE_ARTIFACTS: 'maybe' },
  });
  expect(ended).toMatchObject({ code: 2 });
  expect(ended.stderr).toContain('MLFLOW_SERVE_ARTIFACTS');
});
