import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { ArtifactContent, ByteRange } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { absent } from './file-error.ts';
import { openFolder } from './folder.ts';

const CHUNK_BYTES = 1024 * 1024;

/** An answer that nobody reads (a HEAD request, a client that left) keeps its file open for this long. */
const UNREAD_MS = 60_000;

const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const openFile = async (root: string, names: readonly string[]): Promise<FileHandle> => {
  const folder = openFolder(root, names.slice(0, -1));
  try {
    return await open(folder.pathOf(names.at(-1) ?? ''), READ_ONLY);
  } finally {
    folder.close();
  }
};

/** Not a generator: one that was never started would not close its file when it is returned. */
class FileBody implements AsyncIterableIterator<Uint8Array> {
  readonly #file: FileHandle;
  readonly #end: number;
  #position: number;
  #closed: Promise<void> | undefined;
  readonly #unread: NodeJS.Timeout;

  constructor(file: FileHandle, { start, end }: { start: number; end: number }) {
    this.#file = file;
    this.#position = start;
    this.#end = end;
    this.#unread = setTimeout(() => void this.#close(), UNREAD_MS).unref();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    clearTimeout(this.#unread);
    const wanted = Math.min(CHUNK_BYTES, this.#end - this.#position);
    if (this.#closed !== undefined || wanted <= 0) return this.return();
    try {
      const { bytesRead, buffer } = await this.#file.read(
        Buffer.allocUnsafe(wanted),
        0,
        wanted,
        this.#position,
      );
      if (bytesRead === 0) {
        throw new MillraceError('DATA_LOSS', 'The artifact was cut short while it was read. Read it again.', {
          reason: 'storage/artifact-cut',
        });
      }
      this.#position += bytesRead;
      return { done: false, value: buffer.subarray(0, bytesRead) };
    } catch (error) {
      await this.#close();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.#close();
    return { done: true, value: undefined };
  }

  #close(): Promise<void> {
    clearTimeout(this.#unread);
    this.#closed ??= this.#file.close();
    return this.#closed;
  }
}

const checkRange = ({ start, end }: { start: number; end: number }, size: number): void => {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && start < size) return;
  if (start === 0 && end === 0 && size === 0) return;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Bytes ${start} to ${end} were asked for, of an artifact of ${size} bytes. Ask for a range inside it.`,
    { reason: 'storage/range-not-satisfiable' },
  );
};

export const readArtifact = async (
  root: string,
  names: readonly string[],
  range: ByteRange | undefined,
): Promise<ArtifactContent> => {
  const file = await openFile(root, names);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw absent(names.join('/'));
    const { size } = stats;
    const bounds = { start: range?.start ?? 0, end: Math.min(range?.end ?? size, size) };
    checkRange(bounds, size);
    return { size, ...bounds, body: new FileBody(file, bounds) };
  } catch (error) {
    await file.close();
    throw error;
  }
};
