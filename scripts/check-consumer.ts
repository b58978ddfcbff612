import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm } from './pnpm.ts';
import { publishedPackages } from './published-packages.ts';
import { ROOT, runCommand, type RunResult } from './run-command.ts';

/**
 * Someone else's project: installs the tarballs as the registry would hand them out, compiles against their
 * declarations without `skipLibCheck`, and runs. Plugins bring declarations of others, so they are compiled apart.
 */
const folder = mkdtempSync(join(tmpdir(), 'millrace-consumer-'));

const must = (step: string, result: RunResult): void => {
  if (result.ok) return;
  process.stderr.write(`${step} failed in ${folder}:\n${result.output}\n`);
  process.exit(1);
};

const pack = async (): Promise<Record<string, string>> => {
  for (const { name, folder: cwd } of publishedPackages()) {
    must(`Packing ${name}`, await pnpm(['pack', '--pack-destination', folder], { cwd, quiet: true }));
  }
  return Object.fromEntries(
    publishedPackages().map(({ name }) => {
      const prefix = `${name.replace('@', '').replace('/', '-')}-`;
      const file = readdirSync(folder).find(
        (it) => it.startsWith(prefix) && /^\d/.test(it.slice(prefix.length)),
      );
      if (file === undefined) throw new Error(`${name} was packed into no file ${prefix}*.tgz`);
      return [name, `file:${join(folder, file)}`];
    }),
  );
};

const versionsOfRoot = (): Record<string, string> => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return Object.fromEntries(
    ['typescript', '@types/node', 'node'].map((name) => [name, devDependencies[name] ?? '*']),
  );
};

const tarballs = await pack();
cpSync(join(import.meta.dirname, 'consumer'), folder, { recursive: true });
writeFileSync(
  join(folder, 'package.json'),
  JSON.stringify({
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...tarballs, ...versionsOfRoot() },
    pnpm: { overrides: tarballs, onlyBuiltDependencies: ['node', 'better-sqlite3'] },
  }),
);
const install = ['install', '--prefer-offline', '--ignore-workspace', '--config.auto-install-peers=true'];
must('Installing', await pnpm(install, { cwd: folder, quiet: true }));
const bin = join(folder, 'node_modules', '.bin');
must('Compiling', await runCommand(join(bin, 'tsc'), [], { cwd: folder, quiet: true }));
const withPlugins = ['-p', 'tsconfig.plugins.json'];
must('Compiling with plugins', await runCommand(join(bin, 'tsc'), withPlugins, { cwd: folder, quiet: true }));
must('Running', await runCommand(join(bin, 'node'), ['consumer.js'], { cwd: folder, quiet: true }));
must('The command', await runCommand(join(bin, 'millrace'), ['doctor'], { cwd: folder, quiet: true }));
rmSync(folder, { recursive: true, force: true });
