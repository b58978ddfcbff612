/** Files of one model, wherever they live: memory, a folder, a server. Paths are relative, parts joined by `/`. */
export interface ArtifactReader {
  /** RESOURCE_DOES_NOT_EXIST when there is no such file. */
  read(path: string): Promise<Uint8Array>;
  /** Every file below the root, in no particular order. */
  list(): AsyncIterable<string>;
  /** Present only when the files lie on this disk: for native libraries that open paths themselves. */
  localPath?(): Promise<string>;
}

export interface ArtifactWriter extends ArtifactReader {
  write(path: string, data: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
}
