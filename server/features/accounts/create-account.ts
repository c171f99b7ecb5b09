// An admin makes an account of any role with a first password.
import type { AccountRecord, createAccount as endpoint } from '../../../contract/admin-accounts.ts';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { insertAccount } from './account.store.ts';
import { viewRecord } from './account.view.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password.policy.ts';

export async function createAccount(deps: Deps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<AccountRecord> {
  const refused = refusePassword(given.password, given.username);
  if (refused) throw new Refusal(refused);
  const passwordHash = await hashPassword(given.password);
  return deps.db.transact(async (tx) => {
    const account = await insertAccount(tx, {
      id: deps.newId(),
      username: given.username,
      email: given.email ?? null,
      displayName: given.displayName,
      role: given.role,
      passwordHash,
      timeZone: given.timeZone ?? null,
      createdAt: deps.clock(),
    });
    if (!account) throw new Refusal('identifier_taken');
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'account.created',
        subjectKind: 'account',
        subjectId: account.id,
        detail: { role: given.role },
      },
    ]);
    return viewRecord({ ...account, deactivated_at: null });
  });
}
