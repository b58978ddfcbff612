import type { MetadataStore } from '@millrace/spec';
import type { MemoryState } from './state.ts';

/** A retry that comes later than this is a new request. */
const ANSWER_LIFETIME_MS = 24 * 60 * 60 * 1000;

type RecordMethods = Pick<MetadataStore, 'findAnswer' | 'putAnswer' | 'findDigests' | 'putDigest'>;

/** What is remembered of requests and of files. */
export const createMemoryRecords = ({ answers, digests, journal }: MemoryState): RecordMethods => ({
  findAnswer(idempotencyKey) {
    const found = answers.get(idempotencyKey);
    if (found === undefined || found.created <= Date.now() - ANSWER_LIFETIME_MS) return undefined;
    const { operation, fingerprint, answer } = found;
    return { operation, fingerprint, answer };
  },

  putAnswer(idempotencyKey, answer) {
    journal.set(answers, idempotencyKey, { ...answer, created: Date.now() });
  },

  findDigests(location) {
    const prefix = location === '' ? '' : `${location}/`;
    return new Map(
      [...digests].filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/')),
    );
  },

  putDigest(path, sha256) {
    if (sha256 === undefined) journal.delete(digests, path);
    else journal.set(digests, path, sha256);
  },
});
