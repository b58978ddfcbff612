/** A file or a folder below an artifact root. */
export interface ArtifactEntry {
  /** Relative to the root that was listed, parts joined by `/`. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** Bytes; absent for a folder. */
  readonly size?: number | undefined;
  /** Lower-case hexadecimal SHA-256 as recorded when the file was written; absent when it was written past us. */
  readonly sha256?: string | undefined;
}

/** The bytes of one artifact, streamed. */
export interface ArtifactContent {
  /** Bytes of the whole file, whatever range was asked for. */
  readonly size: number;
  /** The first byte of `body` in the file, and the one after its last. */
  readonly start: number;
  readonly end: number;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface ArtifactReceipt {
  readonly size: number;
  /** Lower-case hexadecimal SHA-256 of the bytes received. */
  readonly sha256: string;
}
