/**
 * A request as the wire gave it. Routes decide by `target`, never by a URL object: `new URL` resolves `..` and rewrites
 * backslashes, so a check on its result is a check of another request.
 */
export interface HttpRequest {
  readonly method: string;
  /** The request line's target: the still encoded path, then the query. */
  readonly target: string;
  /** Aborts when the client is gone or has its answer. */
  readonly signal: AbortSignal;
  /** By lower-case name; several lines of one header are joined as HTTP says. */
  header(name: string): string | undefined;
  /** The whole body; refused as soon as it is known to be longer. Body methods are called once. */
  bytes(limit: number): Promise<Uint8Array>;
  /** The body as it comes. Throws when it ends early, so that nothing cut is taken for whole. */
  stream(): AsyncIterable<Uint8Array>;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
}
