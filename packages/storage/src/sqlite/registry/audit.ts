import type { AuditEntry, RegistryStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { modelIdOf } from './registry-keys.ts';

type AuditRow = Omit<AuditEntry, 'detail'> & { readonly detail: string };

const COLUMNS = 'id AS entryId, time, caller, action, name, version, detail';

/** The text is what `appendAudit` wrote. */
const toEntry = ({ detail, ...row }: AuditRow): AuditEntry => ({
  ...row,
  detail: JSON.parse(detail) as AuditEntry['detail'],
});

export const createAuditTable = (session: Session): Pick<RegistryStore, 'readAudit' | 'appendAudit'> => {
  const { connection } = session;
  return {
    readAudit({ name, before = Number.MAX_SAFE_INTEGER, limit }) {
      const rows =
        name === undefined
          ? connection
              .prepare<AuditRow>(
                `SELECT ${COLUMNS} FROM registry_audit WHERE id < ? ORDER BY id DESC LIMIT ?`,
              )
              .all(before, limit)
          : connection
              .prepare<AuditRow>(
                `SELECT ${COLUMNS} FROM registry_audit
                 WHERE model IN (SELECT model FROM registry_audit WHERE name = ?) AND id < ?
                 ORDER BY id DESC LIMIT ?`,
              )
              .all(name, before, limit);
      return rows.map(toEntry);
    },

    appendAudit({ time, caller, action, name, version, detail }) {
      connection
        .prepare(
          `INSERT INTO registry_audit (time, caller, action, model, name, version, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(time, caller, action, modelIdOf(session, name), name, version, JSON.stringify(detail));
    },
  };
};
