// Changes a role, deactivates or brings back; ends the sessions of the account, and never leaves the clinic without an admin.
import type { AccountRecord } from '../../../contract/admin-accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { endAllSessions } from '../sessions/end-sessions.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { lockRecord, updateRecord } from './account-record.store.ts';
import { viewRecord } from './account.view.ts';

export async function changeAccount(
  deps: SessionDeps,
  actor: Actor,
  accountId: string,
  wanted: { role?: Role | undefined; deactivated?: boolean | undefined },
): Promise<AccountRecord> {
  const changed = await deps.db.transact(async (tx) => {
    const { record, otherAdmins } = await lockRecord(tx, accountId);
    if (!record) throw new Refusal('account_not_found', { subjectId: accountId });
    const role = wanted.role ?? record.role;
    const deactivated = wanted.deactivated ?? record.deactivated_at !== null;
    const same = role === record.role && deactivated === (record.deactivated_at !== null);
    if (same) return record;
    const wasAdmin = record.role === 'admin' && !record.deactivated_at;
    if (wasAdmin && (role !== 'admin' || deactivated) && otherAdmins === 0) throw new Refusal('last_admin');
    const at = deps.clock();
    const row = await updateRecord(tx, accountId, role, deactivated ? (record.deactivated_at ?? at) : null);
    await endAllSessions(tx, at, accountId);
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'account.changed',
        subjectKind: 'account',
        subjectId: accountId,
        detail: { role, deactivated },
      },
    ]);
    return row;
  });
  deps.sessions.forgetAccount(accountId);
  deps.doorbell.ring();
  return viewRecord(changed);
}
