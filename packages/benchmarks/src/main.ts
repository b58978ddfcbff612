import { ensureMlflow } from '@millrace/e2e/setup/ensure-mlflow';
import { reportLine } from '@millrace/e2e/setup/report-line';
import { runCommand } from '@millrace/e2e/setup/run-command';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MillraceError } from '@millrace/spec';
import { type BenchArguments, HELP, parseBenchArguments } from './arguments.ts';
import { canPin } from './machine/pinned.ts';
import { toMarkdown } from './report/markdown.ts';
import { runSuite } from './suite.ts';
import { millraceTarget } from './targets/millrace-target.ts';
import { mlflowTarget } from './targets/mlflow-target.ts';
import type { Target } from './targets/target.ts';
import { workloads } from './workloads/index.ts';
import type { Workload } from './workloads/workload.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const chosenWorkloads = ({ only }: BenchArguments): readonly Workload[] => {
  const unknown = only.find((id) => !workloads.some((workload) => workload.id === id));
  if (unknown !== undefined) {
    const known = workloads.map((workload) => workload.id).join(', ');
    throw new MillraceError('INVALID_PARAMETER_VALUE', `--only names ${unknown}: expected some of ${known}`);
  }
  return only.length === 0 ? workloads : workloads.filter((workload) => only.includes(workload.id));
};

const chosenTargets = async ({ families, profileFolder }: BenchArguments): Promise<Target[]> => {
  const targets: Target[] = [];
  if (families.includes('millrace')) {
    reportLine('building millrace');
    await runCommand(`${ROOT}node_modules/.bin/turbo`, ['run', 'build', '--filter=@millrace/cli'], {
      cwd: ROOT,
      env: { TURBO_TELEMETRY_DISABLED: '1' },
    });
    targets.push(millraceTarget({ profileFolder }));
  }
  if (families.includes('mlflow')) {
    const install = await ensureMlflow();
    targets.push(mlflowTarget(install, 1), mlflowTarget(install, 2));
  }
  return targets;
};

const main = async (): Promise<void> => {
  const chosen = parseBenchArguments(process.argv.slice(2));
  if (chosen.help) {
    process.stdout.write(HELP);
    return;
  }
  const results = await runSuite({
    workloads: chosenWorkloads(chosen),
    targets: await chosenTargets(chosen),
    withRaw: chosen.families.includes('raw'),
    effort: chosen.effort,
    report: reportLine,
  });
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    pinned: canPin,
  };
  const { repeats, windowMs, warmUpMs } = chosen.effort;
  process.stdout.write(
    `${machine.cores} cores of ${machine.processor}, Node ${machine.node}, server and load ` +
      `${canPin ? 'on a core each' : 'NOT pinned to cores'}; median (least–most) of ${repeats} ` +
      `round(s) of ${windowMs / 1000} s after ${warmUpMs / 1000} s of warm-up\n\n${toMarkdown(results)}\n`,
  );
  if (chosen.json !== undefined) {
    writeFileSync(chosen.json, `${JSON.stringify({ machine, effort: chosen.effort, results }, null, 2)}\n`);
  }
  const measurements = results.flatMap(({ series }) => series.flatMap((one) => one.measurements));
  if (measurements.some((one) => one.gates.some((gate) => !gate.holds))) process.exitCode = 1;
};

// Leaving through `exit` takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  if (!MillraceError.is(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
