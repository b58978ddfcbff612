/** What a commit touched, told after the commit. Not what it changed to: whoever cares reads that. */
export interface Change {
  readonly experimentId: string;
  /** Absent when the experiment itself changed. */
  readonly runId?: string | undefined;
  /** Points were added. */
  readonly metrics: boolean;
  /** Status, name, params, tags, stage or artifacts changed, or the run is new. */
  readonly metadata: boolean;
}

export interface ChangeBatch {
  /** Resume from here: the next batch holds what came after. Opaque. */
  readonly cursor: string;
  readonly changes: readonly Change[];
  /** The cursor asked for is too old to resume from: read everything again. */
  readonly reset: boolean;
}

/** Tells what was committed, by this process and by others on the same data. */
export interface ChangeFeed {
  /** Ends when the signal aborts. Without a cursor it starts now. The first batch comes at once and may be empty. */
  subscribe(options: { cursor?: string | undefined; signal: AbortSignal }): AsyncIterable<ChangeBatch>;
}
