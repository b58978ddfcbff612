import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MillraceError } from '@millrace/spec';
import type { Effort } from './workloads/workload.ts';

export interface BenchArguments {
  /** Ids of workloads; empty for all. */
  readonly only: readonly string[];
  readonly families: readonly string[];
  readonly effort: Effort;
  readonly json: string | undefined;
  /** Where Millrace writes a CPU profile of each start. */
  readonly profileFolder: string | undefined;
  readonly help: boolean;
}

export const HELP = `npm run bench                       every workload against Millrace, MLflow and the raw limits
npm run bench -- --only W2,W4       some workloads
npm run bench -- --quick            one short round of each: to see that it works, not to quote
npm run bench -- --json FILE        the measurements as JSON as well
npm run bench -- --targets millrace,raw   leave MLflow (or another) out
npm run bench -- --only W4 --targets millrace --profile FOLDER   a .cpuprofile of each start of Millrace
`;

const FAMILIES = ['millrace', 'mlflow', 'raw'];
const FULL: Effort = {
  warmUpMs: 3_000,
  windowMs: 10_000,
  repeats: 3,
  coldStarts: 10,
  runs: 25_000,
  peerRuns: 1_000,
  points: 100_000,
  peerPoints: 500,
};
const QUICK: Effort = {
  warmUpMs: 1_000,
  windowMs: 3_000,
  repeats: 1,
  coldStarts: 3,
  runs: 5_000,
  peerRuns: 200,
  points: 10_000,
  peerPoints: 500,
};

export const parseBenchArguments = (args: readonly string[]): BenchArguments => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      targets: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const families = values.targets?.split(',') ?? FAMILIES;
  const stranger = families.find((family) => !FAMILIES.includes(family));
  if (stranger !== undefined) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `--targets names ${stranger}: expected some of ${FAMILIES.join(', ')}`,
    );
  }
  return {
    only: values.only?.split(',') ?? [],
    families,
    effort: values.quick ? QUICK : FULL,
    json: values.json,
    profileFolder: values.profile === undefined ? undefined : resolve(values.profile),
    help: values.help,
  };
};
