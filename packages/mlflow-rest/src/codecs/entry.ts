import type { Message, MessageReader } from '../proto-json/message-reader.ts';

/** A param or a tag: the wire's shape is the domain's. */
interface Entry {
  readonly key: string;
  readonly value: string;
}

const readEntry = (item: MessageReader): Entry => ({
  key: item.requiredString('key'),
  value: item.string('value') ?? '',
});

const readPlainEntry = ({ key, value }: Message): Entry | undefined =>
  typeof key === 'string' && key !== '' && typeof value === 'string' ? { key, value } : undefined;

export const decodeEntries = (message: MessageReader, name: 'params' | 'tags'): Entry[] =>
  message.messages(name, readEntry, readPlainEntry);
