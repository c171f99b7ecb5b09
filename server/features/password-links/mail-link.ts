// Mails a link to the address of its account; the job library tries again until it expires.
import type { Deps } from '../../deps.ts';
import { closeLinks, deleteOldLinks, findDueLink, updateMailed } from './password-link.store.ts';
import { linkTo, tokenOf } from './token.ts';
import { invitationWords, resetWords } from './words.ts';

/** Nobody's mailbox is filled by a stranger who knows the name. */
const mostPerHour = 3;

export async function mailLink(deps: Deps, id: string): Promise<void> {
  const now = deps.clock();
  await deleteOldLinks(deps.db, now);
  const due = await findDueLink(deps.db, id, now);
  if (!due?.account_id || !due.email || !deps.mailer || due.recent >= mostPerHour) return;
  const { account_id: accountId } = due;
  const words = due.purpose === 'reset' ? resetWords : invitationWords;
  await deps.mailer.send({ to: due.email, id: `password.${id}`, ...words(linkTo(deps, tokenOf(deps, id))) });
  await deps.db.transact(async (tx) => {
    await updateMailed(tx, id, now);
    await closeLinks(tx, accountId, now, id);
  });
}
