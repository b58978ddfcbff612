import { closeSync, constants, existsSync, fsync, fsyncSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileErrorCode } from './file-error.ts';

const syncDescriptor = promisify(fsync);

/**
 * On Linux a folder is held open, and what lies in it is named through its descriptor: whoever swaps a folder for a link
 * meanwhile changes nothing for us. Elsewhere the path is checked before each use.
 */
const HOLDS_FOLDERS = existsSync('/proc/self/fd');

const FLAGS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0);

/** One folder below the root, never reached through a link. Close it after use. */
export class Folder {
  readonly #path: string;
  readonly #descriptor: number | undefined;

  private constructor(path: string, descriptor: number | undefined) {
    this.#path = descriptor === undefined ? path : `/proc/self/fd/${descriptor}`;
    this.#descriptor = descriptor;
  }

  /** The operator's choice: this one may be a link. */
  static openRoot(path: string): Folder {
    return new Folder(path, HOLDS_FOLDERS ? openSync(path, FLAGS) : undefined);
  }

  /** What a name in this folder is opened by. */
  pathOf(name: string): string {
    return join(this.#path, name);
  }

  get path(): string {
    return this.#path;
  }

  /** Throws ENOENT, ENOTDIR or ELOOP for what is no folder of ours. */
  enter(name: string): Folder {
    const path = this.pathOf(name);
    if (HOLDS_FOLDERS) {
      const descriptor = openSync(path, FLAGS | constants.O_NOFOLLOW);
      return new Folder(path, descriptor);
    }
    const stats = lstatSync(path);
    if (!stats.isDirectory()) {
      throw Object.assign(new TypeError('not a folder'), {
        code: stats.isSymbolicLink() ? 'ELOOP' : 'ENOTDIR',
      });
    }
    return new Folder(path, undefined);
  }

  enterOrCreate(name: string): Folder {
    try {
      return this.enter(name);
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT') throw error;
    }
    try {
      mkdirSync(this.pathOf(name), { mode: 0o700 });
      if (this.#descriptor !== undefined) fsyncSync(this.#descriptor);
    } catch (error) {
      // Another upload made it first.
      if (fileErrorCode(error) !== 'EEXIST') throw error;
    }
    return this.enter(name);
  }

  /** Makes a rename or a removal in it survive a power cut. */
  async sync(): Promise<void> {
    if (this.#descriptor !== undefined) {
      await syncDescriptor(this.#descriptor);
      return;
    }
    if (process.platform === 'win32') return;
    const descriptor = openSync(this.#path, FLAGS);
    try {
      await syncDescriptor(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}

/** Goes down from the root name by name. */
export const openFolder = (
  root: string,
  names: readonly string[],
  { create }: { create: boolean } = { create: false },
): Folder => {
  let folder = Folder.openRoot(root);
  for (const name of names) {
    const parent = folder;
    try {
      folder = create ? parent.enterOrCreate(name) : parent.enter(name);
    } finally {
      parent.close();
    }
  }
  return folder;
};
