// All accounts of the clinic for an admin, a page at a time; the look is audited.
import type { AccountRecord } from '../../../contract/admin-accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findRecords } from './account-record.store.ts';
import { viewRecord } from './account.view.ts';

export async function listAccounts(
  deps: Deps,
  actor: Actor,
  query: { query: string; role?: Role | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: AccountRecord[]; nextCursor: string | null }> {
  const place = decodeCursor(query.cursor);
  const rows = await deps.db.transact(async (tx) => {
    const [found] = await Promise.all([
      findRecords(tx, { query: query.query, role: query.role }, place, query.limit + 1),
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'accounts.read' }]),
    ]);
    return found;
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last;
  return {
    items: shown.map(viewRecord),
    nextCursor: more ? encodeCursor({ at: last.created_at, id: last.id }) : null,
  };
}
