import type { AutologV1, JsonValue, RunSink } from '@millrace/spec';

/** A run that the installer under test asked for, as the kit saw it. */
export interface ObservedRun {
  readonly status: 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly params: ReadonlyMap<string, string | number | boolean>;
  readonly metrics: readonly { readonly key: string; readonly value: number; readonly step: number }[];
  readonly texts: ReadonlyMap<string, string>;
  readonly models: readonly { readonly model: unknown; readonly inputExample: JsonValue | undefined }[];
}

/** One run that an installer logs a watched call to. */
export interface HostRun {
  /** May throw from every method, as a real one must not: the installer keeps that from training. */
  readonly sink: RunSink;
  /** Called once, when the watched call has settled. */
  end(status: 'FINISHED' | 'FAILED'): void;
}

/** What the kit gives to an installer: where runs come from and where mistakes go. No run is ever active. */
export interface AutologHost {
  startRun(): HostRun;
  /** A mistake of the autologger or its sink, which training must not see. */
  report(error: unknown): void;
}

/** Patches the library as the autologger declares, logs to the host; gives back what undoes it. */
export type InstallAutolog = <Library>(
  autolog: AutologV1<Library>,
  library: Library,
  host: AutologHost,
) => () => void;

export interface ObservingHost extends AutologHost {
  readonly runs: readonly ObservedRun[];
  readonly reported: readonly unknown[];
}

interface MutableRun extends ObservedRun {
  status: ObservedRun['status'];
  readonly params: Map<string, string | number | boolean>;
  readonly metrics: { key: string; value: number; step: number }[];
  readonly texts: Map<string, string>;
  readonly models: { model: unknown; inputExample: JsonValue | undefined }[];
}

const recordingSink = (run: MutableRun, report: (error: unknown) => void): RunSink => ({
  params: (values) => {
    for (const [key, value] of Object.entries(values)) run.params.set(key, value);
  },
  metrics: (values, step) => {
    run.metrics.push(...Object.entries(values).map(([key, value]) => ({ key, value, step })));
  },
  tags: () => undefined,
  text: (path, content) => {
    run.texts.set(path, content);
  },
  model: async (model, options) => {
    run.models.push({ model, inputExample: options?.inputExample });
  },
  guard:
    (callback) =>
    async (...args) => {
      try {
        await callback(...args);
      } catch (error) {
        report(error);
      }
    },
});

/** A sink whose every method throws, guard aside: that is the promise under test. */
const throwingSink = (report: (error: unknown) => void, run: MutableRun): RunSink => {
  const refuse = (): never => {
    throw new RangeError('a sink that throws');
  };
  return {
    params: refuse,
    metrics: refuse,
    tags: refuse,
    text: refuse,
    model: async () => refuse(),
    guard: recordingSink(run, report).guard,
  };
};

export const observingHost = (options: { throwing?: boolean } = {}): ObservingHost => {
  const runs: MutableRun[] = [];
  const reported: unknown[] = [];
  const report = (error: unknown): void => {
    reported.push(error);
  };
  return {
    runs,
    reported,
    report,
    startRun: () => {
      const run: MutableRun = {
        status: 'RUNNING',
        params: new Map(),
        metrics: [],
        texts: new Map(),
        models: [],
      };
      runs.push(run);
      return {
        sink: options.throwing ? throwingSink(report, run) : recordingSink(run, report),
        end: (status) => {
          run.status = status;
        },
      };
    },
  };
};
