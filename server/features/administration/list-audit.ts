// The audit trail for an admin, a page at a time; the look is audited.
import type { AuditEntry } from '../../../contract/administration.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, pageOf } from '../../page/cursor.ts';
import { findAuditEntries } from './audit-log.store.ts';
import type { AuditFilter } from './audit-log.store.ts';
import { viewAuditEntry } from './audit-log.view.ts';

export async function listAudit(
  deps: Deps,
  actor: Actor,
  { cursor, limit, ...filter }: AuditFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const place = decodeCursor(cursor);
  await auditLook(deps, actor, 'audit.read', filter);
  const rows = await findAuditEntries(deps.db, filter, place, limit + 1);
  return pageOf(rows, limit, viewAuditEntry, (row) => row);
}
