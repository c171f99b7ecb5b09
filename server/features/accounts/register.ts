// Making an account and signing it in: a patient registers, or the first admin uses the setup link.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { registerPatient as endpoint } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/endpoint.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionDeps, Visit } from '../sessions/open-session.ts';
import { openSession } from '../sessions/open-session.ts';
import { insertAccount } from './account.store.ts';
import { viewMe } from './account.view.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password.policy.ts';
import type { SignedIn } from './sign-in.ts';

type Given = BodyOf<typeof endpoint>;

export const registerPatient = (deps: SessionDeps, visit: Visit, given: Given): Promise<SignedIn> =>
  register(deps, visit, given, 'patient', async () => {});

/** @param first runs in the same transaction before the account is made and may refuse */
export async function register(
  deps: SessionDeps,
  visit: Visit,
  given: Given,
  role: Role,
  first: (tx: Tx) => Promise<void>,
): Promise<SignedIn> {
  const refused = refusePassword(given.password, given.username);
  if (refused) throw new Refusal(refused);
  const passwordHash = await hashPassword(given.password);
  const signedIn = await deps.db.transact(async (tx) => {
    await first(tx);
    const account = await insertAccount(tx, {
      id: deps.newId(),
      username: given.username,
      email: given.email ?? null,
      displayName: given.displayName,
      role,
      passwordHash,
      timeZone: given.timeZone ?? null,
      createdAt: deps.clock(),
    });
    if (!account) throw new Refusal('identifier_taken');
    const session = await openSession(tx, deps, visit, account.id);
    await appendAudit(deps, tx, [
      {
        actorId: account.id,
        source: { ...visit, sessionId: session.sessionId },
        action: 'account.registered',
        subjectKind: 'account',
        subjectId: account.id,
        detail: { role },
      },
    ]);
    return { ...session, account: viewMe(account) };
  });
  if (visit.actor) deps.sessions.forget(visit.actor.sessionId);
  deps.doorbell.ring();
  return signedIn;
}
