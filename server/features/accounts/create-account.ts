// An admin makes an account of any role: with a first password, or with a link by which its owner chooses one.
import type { createAccount as endpoint, Invited } from '../../../contract/admin-accounts.ts';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { invite } from '../password-links/invite.ts';
import { insertAccount, noPassword } from './account.store.ts';
import { viewRecord } from './account.view.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password.policy.ts';

export async function createAccount(deps: Deps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<Invited> {
  const passwordHash = given.password === undefined ? noPassword : await firstHash(given.password, given.username);
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
    const setUp = passwordHash !== noPassword;
    const invitation = setUp ? null : await invite(deps, tx, account.id);
    return { ...viewRecord({ ...account, deactivated_at: null, set_up: setUp }), invitation };
  });
}

async function firstHash(password: string, username: string): Promise<string> {
  const refused = refusePassword(password, username);
  if (refused) throw new Refusal(refused);
  return hashPassword(password);
}
