// An admin changes a role, deactivates or brings back, and helps somebody in again; the clinic always keeps an admin.
import type { changeAccount as endpoint, Invited } from '../../../contract/admin-accounts.ts';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import { endMisplacedLinks } from '../care-links/end-misplaced-links.ts';
import { invite } from '../password-links/invite.ts';
import { endAllSessions } from '../sessions/end-sessions.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { removeTwoFactor } from '../two-factor/remove-totp.ts';
import { lockRecord, updateRecord } from './account-record.store.ts';
import type { RecordRow } from './account-record.store.ts';
import { viewRecord } from './account.view.ts';
import { forgiveAttempts } from './sign-in-throttle.ts';

type Wanted = BodyOf<typeof endpoint>;

export async function changeAccount(
  deps: SessionDeps,
  actor: Actor,
  accountId: string,
  wanted: Wanted,
): Promise<Invited> {
  const changed = await deps.db.transact(async (tx) => {
    const { record, otherAdmins } = await lockRecord(tx, accountId);
    if (!record) throw new Refusal('account_not_found', { subjectId: accountId });
    if (wanted.renewInvitation && record.set_up) throw new Refusal('invitation_used', { subjectId: accountId });
    const standing = changeOf(record, wanted, otherAdmins, deps.clock());
    const row = standing ? await updateRecord(tx, accountId, standing.role, standing.deactivatedAt) : record;
    const audit = (action: string, detail: Record<string, unknown> = {}) =>
      appendAudit(deps, tx, [
        { actorId: actor.accountId, source: actor, action, subjectKind: 'account', subjectId: accountId, detail },
      ]);
    if (standing) await audit('account.changed', { role: row.role, deactivated: row.deactivated_at !== null });
    if (row.role !== record.role) await endMisplacedLinks(deps, tx, actor, accountId, row.role);
    if (standing || wanted.endSessions) {
      const ended = await endAllSessions(tx, deps.clock(), accountId);
      if (wanted.endSessions) await audit('account.sessions_ended', { ended });
    }
    if (wanted.unlock) {
      await forgiveAttempts(deps, tx, record);
      await audit('account.unlocked');
    }
    if (wanted.removeTwoFactor) await removeTwoFactor(deps, tx, actor, accountId);
    return { row, invitation: wanted.renewInvitation ? await invited(deps, tx, accountId, audit) : null };
  });
  deps.sessions.forgetAccount(accountId);
  deps.doorbell.ring();
  const { row, invitation } = changed;
  return { ...viewRecord({ ...row, two_factor: row.two_factor && !wanted.removeTwoFactor }), invitation };
}

/** Null when role and standing stay as they are. @throws Refusal `last_admin` */
function changeOf(record: RecordRow, wanted: Wanted, otherAdmins: number, at: Date) {
  const role = wanted.role ?? record.role;
  const deactivated = wanted.deactivated ?? record.deactivated_at !== null;
  if (role === record.role && deactivated === (record.deactivated_at !== null)) return null;
  const wasAdmin = record.role === 'admin' && !record.deactivated_at;
  if (wasAdmin && (role !== 'admin' || deactivated) && otherAdmins === 0) throw new Refusal('last_admin');
  return { role, deactivatedAt: deactivated ? (record.deactivated_at ?? at) : null };
}

async function invited(deps: SessionDeps, tx: Tx, accountId: string, audit: (action: string) => Promise<void>) {
  await audit('account.invited');
  return invite(deps, tx, accountId);
}
