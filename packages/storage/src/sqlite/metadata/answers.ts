import type { IdempotentAnswer, MetadataStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

/** A retry that comes later than this is a new request. */
const ANSWER_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** So that one request never pays for a day's worth of old answers. */
const TRIM_ROWS = 16;

export const createAnswerTable = (session: Session): Pick<MetadataStore, 'findAnswer' | 'putAnswer'> => {
  const { connection } = session;
  return {
    findAnswer: (idempotencyKey) =>
      connection
        .prepare<IdempotentAnswer>(
          'SELECT operation, fingerprint, answer FROM answers WHERE key = ? AND created > ?',
        )
        .get(idempotencyKey, Date.now() - ANSWER_LIFETIME_MS),

    putAnswer(idempotencyKey, { operation, fingerprint, answer }) {
      const now = Date.now();
      connection
        .prepare(
          `DELETE FROM answers WHERE key IN (SELECT key FROM answers WHERE created <= ? ORDER BY created LIMIT ${TRIM_ROWS})`,
        )
        .run(now - ANSWER_LIFETIME_MS);
      connection
        .prepare(
          'INSERT OR REPLACE INTO answers (key, operation, fingerprint, answer, created) VALUES (?, ?, ?, ?, ?)',
        )
        .run(idempotencyKey, operation, fingerprint, answer, now);
    },
  };
};
