// The token of the one-time link that makes the first admin; printed at start, stored only as a hash.
import { createHash, randomBytes } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { lockSetup, replaceSetupLink } from './setup-link.store.ts';

export const hashSetupToken = (token: string) => createHash('sha256').update(token).digest();

/** A new token, good once and instead of any earlier one; null when there is an admin already. */
export async function makeSetupLink(deps: Pick<Deps, 'db' | 'clock'>): Promise<string | null> {
  const token = randomBytes(32).toString('base64url');
  return deps.db.transact(async (tx) => {
    if (!(await lockSetup(tx))) return null;
    await replaceSetupLink(tx, hashSetupToken(token), deps.clock());
    return token;
  });
}
