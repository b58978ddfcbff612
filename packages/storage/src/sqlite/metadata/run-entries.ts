import type { MetadataStore, Param } from '@millrace/spec';
import { METADATA } from '../changes/touched.ts';
import type { Session } from '../transactions/session.ts';
import { findRunKey, runKeyOf } from './runs.ts';

type RunEntryMethods = Pick<
  MetadataStore,
  'findParams' | 'findRunTags' | 'insertParams' | 'putRunTags' | 'removeRunTag'
>;

/** Params and tags of runs. */
export const createRunEntryTables = (session: Session): RunEntryMethods => {
  const { connection, touched } = session;
  return {
    findParams(runId, keys) {
      const run = findRunKey(session, runId);
      if (run === undefined) return [];
      const select = connection.prepare<Param>('SELECT key, value FROM params WHERE run = ? AND key = ?');
      const found: Param[] = [];
      for (const key of new Set(keys)) {
        const param = select.get(run.id, key);
        if (param !== undefined) found.push(param);
      }
      return found;
    },

    findRunTags(runId) {
      const run = findRunKey(session, runId);
      if (run === undefined) return [];
      return connection
        .prepare<Param>('SELECT key, value FROM run_tags WHERE run = ? ORDER BY key')
        .all(run.id);
    },

    insertParams(runId, params) {
      const { id, experiment } = runKeyOf(session, runId);
      const insert = connection.prepare('INSERT INTO params (run, key, value) VALUES (?, ?, ?)');
      for (const { key, value } of params) insert.run(id, key, value);
      if (params.length > 0) touched.run(experiment, id, METADATA);
    },

    putRunTags(runId, tags) {
      const { id, experiment } = runKeyOf(session, runId);
      const put = connection.prepare(
        `INSERT INTO run_tags (run, key, value) VALUES (?, ?, ?)
         ON CONFLICT (run, key) DO UPDATE SET value = excluded.value`,
      );
      for (const { key, value } of tags) put.run(id, key, value);
      if (tags.length > 0) touched.run(experiment, id, METADATA);
    },

    removeRunTag(runId, key) {
      const run = findRunKey(session, runId);
      if (run === undefined) return false;
      const { changes } = connection
        .prepare('DELETE FROM run_tags WHERE run = ? AND key = ?')
        .run(run.id, key);
      if (changes > 0) touched.run(run.experiment, run.id, METADATA);
      return changes > 0;
    },
  };
};
