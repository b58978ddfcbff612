import type { AuditEntry, Caller, WriteUnit } from '@millrace/spec';
import { LIMITS } from '../rules/limits.ts';
import type { Surroundings } from '../service-ports.ts';

/** What a handler knows that writes down who asked. */
export interface AuditedSurroundings extends Surroundings {
  readonly caller: Caller;
}

export interface NotedChange extends Pick<AuditEntry, 'action' | 'name' | 'time'> {
  readonly version?: number | undefined;
  readonly detail?: Readonly<Record<string, string | null>> | undefined;
}

const shorten = (text: string): string =>
  text.length > LIMITS.auditDetail ? `${text.slice(0, LIMITS.auditDetail).toWellFormed()}…` : text;

/** Adds to the audit within the change's own unit. Long values are told by their beginning, absent ones not at all. */
export const noteChange = async (
  { registry }: WriteUnit,
  { caller }: AuditedSurroundings,
  { version, detail = {}, ...change }: NotedChange,
): Promise<void> => {
  const told = Object.entries(detail).flatMap(([field, value]) =>
    value === null ? [] : [[field, shorten(value)] as const],
  );
  await registry.appendAudit({
    ...change,
    caller: caller.name,
    version: version ?? null,
    detail: Object.fromEntries(told),
  });
};
