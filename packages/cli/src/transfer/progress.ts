import { formatSize } from '../output/format.ts';

const REDRAW_MS = 100;

export interface Progress {
  add(bytes: number): void;
  done(): void;
}

/** One line that counts bytes, redrawn in place; silent where nobody looks. */
export const startProgress = (verb: string): Progress => {
  if (!process.stderr.isTTY) return { add: () => undefined, done: () => undefined };
  let total = 0;
  let drawnAt = 0;
  return {
    add: (bytes) => {
      total += bytes;
      if (Date.now() - drawnAt < REDRAW_MS) return;
      drawnAt = Date.now();
      process.stderr.write(`\r\u001b[K${verb} ${formatSize(total)}`);
    },
    done: () => {
      if (drawnAt !== 0) process.stderr.write('\r\u001b[K');
    },
  };
};

/** Passes chunks on, telling how big they are. */
export async function* counted(
  body: AsyncIterable<Uint8Array>,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    progress.add(chunk.byteLength);
    yield chunk;
  }
}
