import { type JsonValue, MillraceError, type Run, type RunInfo } from '@millrace/spec';
import type { ImageTarget } from '../artifacts/image-path.ts';
import type { TableData } from '../artifacts/table.ts';
import type { Batch } from '../logging/batch.ts';
import { createRunLog, type RunLog } from '../logging/run-log.ts';
import type { ByteInput } from '../transport/byte-source.ts';
import type {
  ActiveRun,
  ArtifactOptions,
  EndStatus,
  InputOptions,
  MetricOptions,
  ModelOptions,
  ParamValue,
  RunOptions,
} from './active-run.ts';
import type { ClientContext } from './client-context.ts';
import { createRunArtifacts, type RunArtifacts } from './run-artifacts.ts';
import type { RunDataset } from './to-dataset.ts';

const invalid = (message: string): MillraceError => new MillraceError('INVALID_PARAMETER_VALUE', message);

const toMillraceError = (cause: unknown, runId: string): MillraceError =>
  MillraceError.is(cause)
    ? cause
    : new MillraceError('INTERNAL_ERROR', `Run ${runId} could not be ended: ${String(cause)}`, { cause });

const isText = (value: unknown): value is string => typeof value === 'string';

/** A run of this process, between its start and its end. */
export class TrackedRun implements ActiveRun {
  readonly info: RunInfo;
  readonly #client: ClientContext;
  readonly #log: RunLog;
  readonly #artifacts: RunArtifacts;
  readonly #params = new Map<string, string>();
  #failures: MillraceError[] = [];
  #ending: Promise<void> | undefined;

  constructor(run: Run, client: ClientContext) {
    this.info = run.info;
    this.#client = client;
    const { runId } = run.info;
    const { services, call } = client;
    const report = (problem: { error: MillraceError; key?: string | undefined }): void =>
      this.#report(problem);
    this.#log = createRunLog({
      send: async (batch: Batch) => {
        await services['runs.logBatch']({ runId, ...batch }, call);
      },
      deleteTag: async (key) => {
        await client.patientServices['runs.deleteTag']({ runId, key }, call);
      },
      budget: client.budget,
      retry: client.retry,
      maxAgeMs: client.maxAgeMs,
      report,
    });
    this.#artifacts = createRunArtifacts(run, {
      client,
      report,
      setTag: (key, value) => this.setTag(key, value),
    });
  }

  get runId(): string {
    return this.info.runId;
  }

  get name(): string {
    return this.info.runName;
  }

  get experimentId(): string {
    return this.info.experimentId;
  }

  #report(problem: { error: MillraceError; key?: string | undefined }): void {
    if (this.#client.strict) this.#failures.push(problem.error);
    this.#client.report({ ...problem, runId: this.runId });
  }

  /** Whether an entry may still be added. */
  #accepts(key: unknown): key is string {
    if (this.#ending === undefined && isText(key)) return true;
    const error = isText(key)
      ? new MillraceError(
          'INVALID_STATE',
          `Run ${this.runId} has ended: '${key}' came too late. Resume it with startRun({ runId })`,
        )
      : invalid(`A key of type ${typeof key}: expected a string`);
    this.#report({ error, key: String(key) });
    return false;
  }

  logParam(key: string, value: ParamValue): void {
    if (!this.#accepts(key)) return;
    const text = String(value);
    const before = this.#params.get(key);
    if (before === text) return;
    if (before === undefined) {
      this.#params.set(key, text);
      this.#log.addParam(key, text);
      return;
    }
    const error = invalid(
      `Param '${key}' is '${before}' and cannot become '${text}': params are written once`,
    );
    this.#report({ error, key });
  }

  logParams(values: Readonly<Record<string, ParamValue>>): void {
    for (const [key, value] of Object.entries(values)) this.logParam(key, value);
  }

  logMetric(key: string, value: number, options?: MetricOptions): void {
    if (!this.#accepts(key)) return;
    const step = options?.step ?? 0;
    const timestamp = options?.timestamp ?? Date.now();
    if (
      typeof value === 'number' &&
      Number.isSafeInteger(step) &&
      Number.isSafeInteger(timestamp) &&
      timestamp >= 0
    ) {
      this.#log.addMetric(key, value, { step, timestamp });
      return;
    }
    const error =
      typeof value === 'number'
        ? invalid(
            `Metric '${key}' at step ${step}, timestamp ${timestamp}: expected whole numbers, the time from 0 on`,
          )
        : invalid(`Metric '${key}' is a ${typeof value}: expected a number`);
    this.#report({ error, key });
  }

  logMetrics(values: Readonly<Record<string, number>>, options: MetricOptions = {}): void {
    const at = { step: options.step, timestamp: options.timestamp ?? Date.now() };
    for (const [key, value] of Object.entries(values)) this.logMetric(key, value, at);
  }

  setTag(key: string, value: string | number | boolean): void {
    if (this.#accepts(key)) this.#log.addTag(key, String(value));
  }

  setTags(values: Readonly<Record<string, string | number | boolean>>): void {
    for (const [key, value] of Object.entries(values)) this.setTag(key, value);
  }

  deleteTag(key: string): void {
    if (this.#accepts(key)) this.#log.deleteTag(key);
  }

  logText(text: string, path: string): Promise<void> {
    return this.#artifacts.text(text, path);
  }

  logDict(value: JsonValue, path: string): Promise<void> {
    return this.#artifacts.dict(value, path);
  }

  logTable(data: TableData, path: string): Promise<void> {
    return this.#artifacts.table(data, path);
  }

  logImage(image: Blob | Uint8Array, target: ImageTarget): Promise<void> {
    return this.#artifacts.image(image, target);
  }

  logArtifact(source: ByteInput, options: ArtifactOptions = {}): Promise<void> {
    return this.#artifacts.file(source, options);
  }

  logArtifacts(folder: string, options: Pick<ArtifactOptions, 'folder'> = {}): Promise<void> {
    return this.#artifacts.folder(folder, options.folder);
  }

  logInput(dataset: RunDataset, options: InputOptions = {}): Promise<void> {
    return this.#artifacts.input(dataset, options);
  }

  logModel(model: unknown, options: ModelOptions = {}): Promise<void> {
    return this.#artifacts.model(model, options);
  }

  startRun(options: string | RunOptions = {}): Promise<ActiveRun> {
    const given = typeof options === 'string' ? { name: options } : options;
    return this.#client.startRun({
      ...given,
      parentRunId: this.runId,
      experimentId: given.experimentId ?? this.experimentId,
    });
  }

  async flush(): Promise<void> {
    await this.#settle();
    this.#raise();
  }

  /** Artifacts first: some set a tag when they are stored. */
  async #settle(): Promise<void> {
    await this.#artifacts.flush();
    await this.#log.flush();
  }

  #raise(): void {
    const [first, ...others] = this.#failures;
    this.#failures = [];
    if (first === undefined) return;
    if (others.length === 0) throw first;
    throw new MillraceError(
      first.code,
      `${first.message} (and ${others.length} more problems in run ${this.runId})`,
      {
        reason: first.reason,
        cause: new AggregateError([first, ...others]),
      },
    );
  }

  end(status: EndStatus = 'FINISHED'): Promise<void> {
    this.#ending ??= this.#end(status);
    return this.#ending;
  }

  async #end(status: EndStatus): Promise<void> {
    const endTime = Date.now();
    try {
      await this.#settle();
      this.#log.close();
      await this.#client.patientServices['runs.update'](
        { runId: this.runId, status, endTime },
        this.#client.call,
      );
    } catch (cause) {
      this.#report({ error: toMillraceError(cause, this.runId) });
    } finally {
      this.#client.onEnded(this);
    }
    this.#raise();
  }

  /** The page goes away: what waits is sent at once, without waiting for answers. */
  sendNow(maxBytes: number, status: EndStatus | undefined): void {
    this.#log.sendNow(maxBytes);
    if (status === undefined || this.#ending !== undefined) return;
    const { services, call, onEnded } = this.#client;
    const update = { runId: this.runId, status, endTime: Date.now() };
    this.#ending = services['runs.update'](update, call).then(
      () => undefined,
      (error: unknown) => this.#report({ error: toMillraceError(error, this.runId) }),
    );
    onEnded(this);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}
