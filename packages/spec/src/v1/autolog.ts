import type { Awaitable, JsonValue } from '../json.ts';

/** What an autologger may do to a run. Every call returns at once and never throws into training. */
export interface RunSink {
  params(values: Readonly<Record<string, string | number | boolean>>): void;
  metrics(values: Readonly<Record<string, number>>, step: number): void;
  tags(values: Readonly<Record<string, string>>): void;
  /** A small text file among the run's artifacts. */
  text(path: string, content: string): void;
  /**
   * Logs the model with the flavor that accepts it. Its bytes are taken before the promise resolves, so that
   * training may go on changing the model: await it in `after`.
   */
  model(
    model: unknown,
    options?: { name?: string | undefined; inputExample?: JsonValue | undefined },
  ): Promise<void>;
  /** Wrap each function handed to the library: what it throws is reported, never raised into training. */
  guard<Args extends unknown[]>(
    callback: (...args: Args) => Awaitable<void>,
  ): (...args: Args) => Promise<void>;
}

export interface TrainingCall {
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/**
 * A call to watch. The client patches it, runs the original, rethrows only the original's errors, and undoes it all.
 * Calls nested in a watched one are part of it and are not watched again.
 */
export interface TrainingPatch {
  /** The object that holds the method, usually a prototype. */
  readonly on: object;
  readonly method: string;
  /** May return other arguments, say with one more callback. If it throws, the caller's own are used. */
  before?(run: RunSink, call: TrainingCall): Awaitable<readonly unknown[] | void>;
  /** After the original returned, before its caller goes on. Not called when it threw. */
  after?(run: RunSink, call: TrainingCall & { readonly result: unknown }): Awaitable<void>;
}

/** Teaches Millrace to watch one library. Declares; the client performs. */
export interface AutologV1<Library = unknown> {
  readonly specVersion: 'v1';
  /** Becomes the tag `mlflow.autologging` of the runs it makes. */
  readonly id: string;
  /** npm package and the semver range this was tested against. */
  readonly target: { readonly package: string; readonly versions: string };
  /** Whether this value is the library. Never throws. */
  accepts(library: unknown): library is Library;
  /** The library's own version, to hold against `target.versions`; `undefined` when it does not tell. */
  version(library: Library): string | undefined;
  patches(library: Library): readonly TrainingPatch[];
}
