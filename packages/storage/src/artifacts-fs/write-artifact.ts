import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import type { ArtifactReceipt } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { STAGING } from './artifact-path.ts';
import { fileErrorCode } from './file-error.ts';
import type { Folder } from './folder.ts';
import { openFolder } from './folder.ts';

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

const conflict = (path: string): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `'${path}' cannot be a file: a folder of that name exists, or a file stands where it needs a folder. Choose another name.`,
    { reason: 'storage/file-or-folder' },
  );

const writeWhole = async (file: FileHandle, chunk: Uint8Array): Promise<void> => {
  for (let offset = 0; offset < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, offset, chunk.byteLength - offset);
    offset += bytesWritten;
  }
};

const receive = async (path: string, body: AsyncIterable<Uint8Array>): Promise<ArtifactReceipt> => {
  const file = await open(path, NEW_FILE, 0o600);
  try {
    const digest = createHash('sha256');
    let size = 0;
    for await (const chunk of body) {
      digest.update(chunk);
      await writeWhole(file, chunk);
      size += chunk.byteLength;
    }
    await file.sync();
    return { size, sha256: digest.digest('hex') };
  } finally {
    await file.close();
  }
};

const openTarget = (root: string, names: readonly string[], path: string): Folder => {
  try {
    return openFolder(root, names, { create: true });
  } catch (error) {
    if (['ENOTDIR', 'ELOOP', 'EMLINK'].includes(fileErrorCode(error) ?? '')) throw conflict(path);
    throw error;
  }
};

const publish = async (draft: string, { target, path }: { target: string; path: string }): Promise<void> => {
  try {
    await rename(draft, target);
  } catch (error) {
    if (['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(fileErrorCode(error) ?? '')) throw conflict(path);
    throw error;
  }
};

/** Grows aside, is made durable, and appears under its name in one step. */
export const writeArtifact = async (
  root: string,
  names: readonly string[],
  body: AsyncIterable<Uint8Array>,
): Promise<ArtifactReceipt> => {
  const path = names.join('/');
  const name = names.at(-1) ?? '';
  const staging = openFolder(root, [STAGING], { create: true });
  const draft = staging.pathOf(randomBytes(16).toString('hex'));
  try {
    const receipt = await receive(draft, body);
    const folder = openTarget(root, names.slice(0, -1), path);
    try {
      await publish(draft, { target: folder.pathOf(name), path });
      await folder.sync();
    } finally {
      folder.close();
    }
    return receipt;
  } finally {
    await rm(draft, { force: true });
    staging.close();
  }
};
