import { MillraceError } from '@millrace/spec';

/** Where the bytes of an artifact may come from. A string is a path on this disk. */
export type ByteInput =
  | string
  | URL
  | Blob
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Bytes to send: iterated once an attempt when `replayable`, once in all when not. */
export interface ByteSource extends AsyncIterable<Uint8Array> {
  readonly replayable: boolean;
  /** Bytes held in memory until sent. */
  readonly held: number;
  /** The whole, where `fetch` can take it without a stream. */
  readonly whole?: Blob | Uint8Array<ArrayBuffer> | undefined;
}

const fromBytes = (bytes: Uint8Array): ByteSource => {
  // A copy: the caller may go on writing into theirs.
  const whole = Uint8Array.from(bytes);
  return {
    replayable: true,
    held: whole.byteLength,
    whole,
    async *[Symbol.asyncIterator]() {
      yield whole;
    },
  };
};

const fromBlob = (blob: Blob): ByteSource => ({
  replayable: true,
  held: 0,
  whole: blob,
  async *[Symbol.asyncIterator]() {
    const reader = blob.stream().getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  },
});

const fromStream = (stream: ReadableStream<Uint8Array>): ByteSource => ({
  replayable: false,
  held: 0,
  async *[Symbol.asyncIterator]() {
    const reader = stream.getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    } finally {
      reader.releaseLock();
    }
  },
});

const fromIterable = (chunks: AsyncIterable<Uint8Array>): ByteSource => ({
  replayable: false,
  held: 0,
  [Symbol.asyncIterator]: () => chunks[Symbol.asyncIterator](),
});

export const fromText = (text: string): ByteSource => fromBytes(new TextEncoder().encode(text));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Everything but paths, which only a platform with a disk can open. Throws INVALID_PARAMETER_VALUE. */
export const toByteSource = (input: Exclude<ByteInput, string | URL>): ByteSource => {
  const given: unknown = input;
  if (given instanceof Uint8Array) return fromBytes(given);
  if (given instanceof Blob) return fromBlob(given);
  if (typeof ReadableStream !== 'undefined' && given instanceof ReadableStream) return fromStream(given);
  if (isObject(given) && Symbol.asyncIterator in given)
    return fromIterable(input as AsyncIterable<Uint8Array>);
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Cannot read bytes from a value of type ${typeof given}: give a path, a Blob, a Uint8Array or a stream of bytes`,
  );
};

export const isByteSource = (body: AsyncIterable<Uint8Array>): body is ByteSource => 'replayable' in body;
