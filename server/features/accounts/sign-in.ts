// Signing in: throttle, password, second step, a new session; an account that does not exist costs and answers the same.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Me, signIn as endpoint } from '../../../contract/accounts.ts';
import { appendAudit, auditDenial } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import type { NewSession, SessionDeps, Visit } from '../sessions/open-session.ts';
import { openSession } from '../sessions/open-session.ts';
import { takeCode } from '../two-factor/codes.ts';
import type { Credentials } from './account.store.ts';
import { lockAccountWithHash, unscopedFindCredentials } from './account.store.ts';
import { viewMe } from './account.view.ts';
import { passwordMatches } from './password-hash.ts';
import { claimAttempt, claimCheck } from './sign-in-throttle.ts';

export interface SignedIn extends NewSession {
  readonly account: Me;
}

/** @param deviceOf id of the asking device when it signed in to that account before */
export async function signIn(
  deps: SessionDeps,
  visit: Visit,
  deviceOf: (accountId: string) => string | null,
  given: BodyOf<typeof endpoint>,
): Promise<SignedIn> {
  const identifier = given.identifier.toLowerCase();
  const found = await unscopedFindCredentials(deps.db, identifier, visit.address);
  const attempt = {
    identifier,
    address: visit.address,
    deviceId: found ? deviceOf(found.id) : null,
    knownAddress: found?.known_address ?? false,
  };
  const claim = await claimAttempt(deps, attempt);
  const matches = await passwordMatches(found?.password_hash, given.password).catch(async (error: unknown) => {
    await claim.takeBack();
    throw error;
  });
  const signedIn = found && matches ? await open(deps, visit, found, given.code) : 'sign_in_failed';
  if (typeof signedIn === 'string') {
    // Whoever gave the right password has not guessed: what is missing is asked for, and no failure counted.
    if (signedIn === 'code_needed') await claim.takeBack();
    await auditDenial(deps, {
      actorId: null,
      source: visit,
      action: 'signIn',
      ...(found ? { subjectKind: 'account', subjectId: found.id } : {}),
      detail: { code: signedIn },
    });
    throw new Refusal(signedIn);
  }
  await claim.succeeded();
  if (visit.actor) deps.sessions.forget(visit.actor.sessionId);
  deps.doorbell.ring();
  return signedIn;
}

type NotSignedIn = 'sign_in_failed' | 'code_needed' | 'code_wrong';

async function open(
  deps: SessionDeps,
  visit: Visit,
  found: Credentials,
  code: string | undefined,
): Promise<SignedIn | NotSignedIn> {
  const codeClaim = code === undefined ? null : await claimCheck(deps, 'code', found.id);
  const opened = await deps.db.transact(async (tx): Promise<SignedIn | NotSignedIn> => {
    const account = await lockAccountWithHash(tx, found.id, found.password_hash);
    if (!account) return 'sign_in_failed';
    if (account.two_factor && code === undefined) return 'code_needed';
    if (account.two_factor && !(await takeCode(deps, tx, account.id, code!))) return 'code_wrong';
    const session = await openSession(tx, deps, visit, account.id);
    await appendAudit(deps, tx, [
      {
        actorId: account.id,
        source: { ...visit, sessionId: session.sessionId },
        action: 'session.signed_in',
        subjectKind: 'session',
        subjectId: session.sessionId,
      },
    ]);
    return { ...session, account: viewMe(account) };
  });
  if (typeof opened !== 'string') await codeClaim?.succeeded();
  return opened;
}
