import type { ArtifactContent, ArtifactEntry, ArtifactReceipt } from '../entities/artifact.ts';

/** Bytes from `start` on, up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number | undefined;
}

/**
 * Files below one root that the operator chose. Paths are relative, canonical (`a/b.txt`) and already checked by the
 * services, and checked again here: nothing outside the root is ever read, written or listed, links included.
 * A refused path is INVALID_PARAMETER_VALUE, an absent one RESOURCE_DOES_NOT_EXIST.
 */
export interface ArtifactStore {
  readonly capabilities: {
    /** An acknowledged write survives a power cut. */
    readonly durable: boolean;
    readonly ranges: boolean;
  };
  /** What lies directly in this folder, sorted by path; `''` is the root. Empty for a file or an absent folder. */
  list(folder: string): Promise<ArtifactEntry[]>;
  read(path: string, range?: ByteRange): Promise<ArtifactContent>;
  /** Visible whole or not at all, and only after every byte is stored. The last complete write wins. */
  write(path: string, body: AsyncIterable<Uint8Array>): Promise<ArtifactReceipt>;
  /** Removes a file, or a folder with all it holds. */
  remove(path: string): Promise<void>;
  close?(): Promise<void>;
}
