// The link with which the owner of a new account chooses the first password; of several only the newest is good.
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { closeLinks, insertInvitationLink } from './password-link.store.ts';
import { linkTo, newLink } from './token.ts';

const validMs = 7 * 86_400_000;

/** Part of the caller's commit; it is mailed afterwards when the account has an address. */
export async function invite(deps: Deps, tx: Tx, accountId: string): Promise<{ link: string; expiresAt: string }> {
  const link = newLink(deps, validMs);
  await closeLinks(tx, accountId, link.createdAt, null);
  await insertInvitationLink(tx, accountId, link);
  await deps.jobs.enqueue(tx, 'password-link.mail', [{ data: { id: link.id } }]);
  return { link: linkTo(deps, link.token), expiresAt: link.expiresAt.toISOString() };
}
