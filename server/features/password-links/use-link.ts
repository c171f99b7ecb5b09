// A new password by a link: every session ends, failed attempts are forgiven, and nobody is signed in by it.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { usePasswordLink as endpoint } from '../../../contract/password-links.ts';
import type { Source } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { choosePassword } from '../accounts/choose-password.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { closeLinks, findOpenLink, spendLink } from './password-link.store.ts';
import { hashLinkToken } from './token.ts';

export async function usePasswordLink(
  deps: SessionDeps,
  source: Source,
  token: string,
  given: BodyOf<typeof endpoint>,
): Promise<undefined> {
  const now = deps.clock();
  const link = await findOpenLink(deps.db, hashLinkToken(token), now);
  if (!link) throw new Refusal('password_link_invalid');
  await choosePassword(deps, { ...link, id: link.account_id }, given.password, async (tx, sessionsEnded) => {
    if (!(await spendLink(tx, link.id, now))) throw new Refusal('password_link_invalid');
    await closeLinks(tx, link.account_id, now, null);
    await appendAudit(deps, tx, [
      {
        actorId: link.account_id,
        source,
        action: link.purpose === 'reset' ? 'account.password_reset' : 'account.set_up',
        subjectKind: 'account',
        subjectId: link.account_id,
        detail: { sessionsEnded },
      },
    ]);
  });
}
