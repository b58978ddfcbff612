import type { Experiment, JsonValue, Metric, Run, RunInfo } from '@millrace/spec';

interface MetricAt {
  readonly step?: number;
  readonly timestamp?: number;
}

/** The part of an open run that the cases use. */
export interface ClientRun extends AsyncDisposable {
  readonly runId: string;
  readonly info: RunInfo;
  logParams(values: Readonly<Record<string, string | number | boolean>>): void;
  logMetric(key: string, value: number, options?: MetricAt): void;
  logMetrics(values: Readonly<Record<string, number>>, options?: MetricAt): void;
  setTags(values: Readonly<Record<string, string>>): void;
  deleteTag(key: string): void;
  logText(text: string, path: string): Promise<void>;
  logDict(value: JsonValue, path: string): Promise<void>;
  logTable(data: readonly Readonly<Record<string, JsonValue>>[], path: string): Promise<void>;
  logImage(image: Uint8Array, target: { readonly key: string; readonly step: number }): Promise<void>;
  logArtifact(
    source: Uint8Array,
    options: { readonly name: string; readonly folder?: string },
  ): Promise<void>;
  startRun(name: string): Promise<ClientRun>;
  flush(): Promise<void>;
  end(status?: 'FINISHED' | 'FAILED' | 'KILLED'): Promise<void>;
}

/** The part of a client that the cases use. */
export interface TrackingClient {
  readonly experiments: {
    create(name: string, options?: { readonly tags?: Readonly<Record<string, string>> }): Promise<Experiment>;
    get(experimentId: string): Promise<Experiment>;
    getByName(name: string): Promise<Experiment>;
    search(options?: { readonly filter?: string }): Promise<Experiment[]>;
  };
  startRun(options?: {
    readonly name?: string;
    readonly runId?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly description?: string;
  }): Promise<ClientRun>;
  withRun<T>(name: string, work: (run: ClientRun) => Promise<T>): Promise<T>;
  activeRun(): { readonly runId: string } | undefined;
  getRun(runId: string): Promise<Run>;
  searchRuns(options: { readonly filter?: string; readonly orderBy?: readonly string[] }): Promise<Run[]>;
  getMetricHistory(runId: string, key: string): Promise<Metric[]>;
}

/** A client on one stack, with everything behind it. */
export interface ClientSubject {
  /** Strict, in an experiment of its own that did not exist before. */
  readonly client: TrackingClient;
  readonly experimentName: string;
  /** The names directly in a folder of the run's artifacts, read past the client. */
  listArtifacts(runId: string, folder: string): Promise<readonly string[]>;
  /** The bytes stored at a path, read past the client. */
  readArtifact(runId: string, path: string): Promise<Uint8Array>;
  close(): Promise<void>;
}
