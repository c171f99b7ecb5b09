// Somebody signed in repeats the password before something that a stolen session must not do.
import { Refusal } from '../../refusal.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import type { Credentials } from './account.store.ts';
import { findCredentials } from './account.store.ts';
import { passwordMatches } from './password-hash.ts';
import { claimCheck } from './sign-in-throttle.ts';

/** @throws Refusal `password_wrong`, `rate_limited` after some wrong ones, `overloaded`. */
export async function checkPassword(deps: SessionDeps, accountId: string, password: string): Promise<Credentials> {
  const own = await findCredentials(deps.db, accountId);
  if (!own) throw new Refusal('unauthenticated');
  const claim = await claimCheck(deps, 'password', own.id);
  const matches = await passwordMatches(own.password_hash, password).catch(async (error: unknown) => {
    await claim.takeBack();
    throw error;
  });
  if (!matches) throw new Refusal('password_wrong');
  await claim.succeeded();
  return own;
}
