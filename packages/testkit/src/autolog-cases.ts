import type { AutologV1 } from '@millrace/spec';
import { type InstallAutolog, observingHost, type ObservingHost } from './autolog-host.ts';
import { callProbe } from './call-probe.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { expectThat } from './expect-that.ts';

/** What an autologger's author hands over. */
export interface AutologSubject<Library> {
  readonly autolog: AutologV1<Library>;
  readonly library: Library;
  /** The same library telling a version outside `target.versions`. */
  readonly outOfRange: Library;
  readonly foreignValues: readonly unknown[];
  /** One short training by a watched call, on a fresh model; gives what the call gave. */
  train(): Promise<unknown>;
  /** The same, failing inside the watched call. */
  fail(): Promise<unknown>;
  /** Trains by a watched call that makes another watched call. Absent when the library has none. */
  trainNested?(): Promise<unknown>;
  /** What `train` logs at the least. */
  readonly expected: { readonly params: readonly string[]; readonly metrics: readonly string[] };
}

interface Scene {
  readonly host: ObservingHost;
  readonly undo: () => void;
}

const settle = async (work: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>> =>
  (await Promise.allSettled([work()]))[0];

/** The promises of `AutologV1` and of whoever installs it, each as a case. */
export const autologCases = <Library>(
  subject: AutologSubject<Library>,
  install: InstallAutolog,
): readonly ConformanceCase[] => {
  const { autolog, library, outOfRange, expected, foreignValues } = subject;

  const installed = async (work: (scene: Scene) => Promise<void>, throwing = false): Promise<void> => {
    const host = observingHost({ throwing });
    const undo = install(autolog, library, host);
    try {
      await work({ host, undo });
    } finally {
      undo();
    }
  };

  const methods = () => autolog.patches(library).map(({ on, method }) => Reflect.get(on, method));
  const statuses = ({ runs }: ObservingHost) => runs.map(({ status }) => status).join();

  return [
    {
      name: 'is of contract v1 and knows its library',
      run: async () => {
        const version: unknown = autolog.specVersion;
        expectThat(version === 'v1', `specVersion is ${String(version)}, expected v1`);
        expectThat(autolog.accepts(library), 'It refuses its own library');
        for (const [index, value] of [undefined, null, 0, 'text', [], {}, ...foreignValues].entries()) {
          expectThat(!autolog.accepts(value), `It accepts foreign value ${index}`);
        }
      },
    },
    {
      name: 'makes one finished run of one training, with what it promises to log',
      run: async () =>
        installed(async ({ host }) => {
          await subject.train();
          expectThat(
            statuses(host) === 'FINISHED',
            `The runs are [${statuses(host)}], expected one FINISHED`,
          );
          const [run] = host.runs;
          for (const key of expected.params)
            expectThat(run?.params.has(key) === true, `There is no param ${key}`);
          const keys = new Set(run?.metrics.map(({ key }) => key));
          for (const key of expected.metrics) expectThat(keys.has(key), `There is no metric ${key}`);
          expectThat(host.reported.length === 0, `It reported ${String(host.reported[0])}`);
        }),
    },
    {
      name: 'gives back the very result of the original call',
      run: async () => {
        const probe = callProbe(autolog.patches(library));
        try {
          await installed(async () => {
            const result = await subject.train();
            expectThat(probe.results.length > 0, 'train made no watched call');
            expectThat(result === probe.results.at(-1), 'The result is not the one of the original');
          });
        } finally {
          probe.remove();
        }
      },
    },
    {
      name: 'throws the very error of the original call and ends the run FAILED',
      run: async () => {
        const probe = callProbe(autolog.patches(library));
        try {
          await installed(async ({ host }) => {
            const outcome = await settle(async () => subject.fail());
            expectThat(outcome.status === 'rejected', 'fail did not reject');
            const same = outcome.status === 'rejected' && outcome.reason === probe.errors.at(-1);
            expectThat(same, 'The error is not the one of the original');
            expectThat(statuses(host) === 'FAILED', `The runs are [${statuses(host)}], expected one FAILED`);
          });
        } finally {
          probe.remove();
        }
      },
    },
    {
      name: 'keeps a sink that throws away from training',
      run: async () =>
        installed(async ({ host }) => {
          await subject.train();
          expectThat(host.reported.length > 0, 'The mistakes of the sink were reported nowhere');
        }, true),
    },
    {
      name: 'restores the very functions on undo, also twice',
      run: async () => {
        const before = methods();
        await installed(async ({ undo, host }) => {
          expectThat(
            methods().every((method, index) => method !== before[index]),
            'Nothing was patched',
          );
          undo();
          undo();
          expectThat(
            methods().every((method, index) => method === before[index]),
            'A function was not restored',
          );
          await subject.train();
          expectThat(host.runs.length === 0, 'It still logs after undo');
        });
      },
    },
    {
      name: 'counts once when installed twice',
      run: async () => {
        const before = methods();
        await installed(async ({ host }) => {
          const undoSecond = install(autolog, library, host);
          await subject.train();
          expectThat(
            statuses(host) === 'FINISHED',
            `The runs are [${statuses(host)}], expected one FINISHED`,
          );
          undoSecond();
        });
        expectThat(
          methods().every((method, index) => method === before[index]),
          'A function was not restored',
        );
      },
    },
    {
      name: 'makes one run of a watched call inside a watched call',
      ...(subject.trainNested ? {} : { skip: 'the library nests no watched calls' }),
      run: async () => {
        const probe = callProbe(autolog.patches(library));
        try {
          await installed(async ({ host }) => {
            await subject.trainNested?.();
            expectThat(probe.results.length > 1, 'trainNested nested no watched call');
            expectThat(
              statuses(host) === 'FINISHED',
              `The runs are [${statuses(host)}], expected one FINISHED`,
            );
          });
        } finally {
          probe.remove();
        }
      },
    },
    {
      name: 'makes two runs of two trainings at the same time',
      run: async () =>
        installed(async ({ host }) => {
          await Promise.all([subject.train(), subject.train()]);
          const [first, second] = host.runs;
          expectThat(
            statuses(host) === 'FINISHED,FINISHED',
            `The runs are [${statuses(host)}], expected two FINISHED`,
          );
          expectThat(first?.metrics.length === second?.metrics.length, 'One run has points of the other');
        }),
    },
    {
      name: 'patches nothing of a version outside its range',
      run: async () => {
        const before = methods();
        const host = observingHost();
        const undo = install(autolog, outOfRange, host);
        try {
          expectThat(
            methods().every((method, index) => method === before[index]),
            'A function was patched',
          );
          await subject.train();
          expectThat(host.runs.length === 0, 'It logged a run');
        } finally {
          undo();
        }
      },
    },
  ];
};
