import type { Input, Output } from '@millrace/protocol';
import type { ReadUnit } from '@millrace/spec';
import { LIMITS } from '../rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from '../rules/page.ts';

/** Pages begin below an entry, not at an offset: what is written meanwhile moves none of them. */
export const readAudit = async (
  { registry }: ReadUnit,
  { name, maxResults, pageToken }: Input<'registry.audit'>,
): Promise<Output<'registry.audit'>> => {
  checkPageSize(maxResults, LIMITS.auditPage);
  const before = fromPageToken(pageToken) || undefined;
  const found = await registry.readAudit({ name, before, limit: maxResults + 1 });
  const entries = found.slice(0, maxResults);
  const last = entries.at(-1);
  return found.length > maxResults && last !== undefined
    ? { entries, nextPageToken: toPageToken(last.entryId) }
    : { entries };
};
