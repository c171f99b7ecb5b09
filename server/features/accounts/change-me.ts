// A person changes their own name, headline, e-mail address or time zone.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { changeMe as endpoint, Me } from '../../../contract/accounts.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { updateAccount } from './account.store.ts';
import { viewMe } from './account.view.ts';

export async function changeMe(deps: SessionDeps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<Me> {
  const changes = { ...given, headline: given.headline === '' ? null : given.headline };
  const account = await deps.db
    .transact(async (tx) => {
      const changed = await updateAccount(tx, actor.accountId, changes);
      if (!changed) throw new Refusal('identifier_taken');
      await appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'account.changed',
          subjectKind: 'account',
          subjectId: actor.accountId,
          detail: { fields: Object.keys(given).toSorted() },
        },
      ]);
      return changed;
    })
    .catch((error: unknown) => {
      // Two accounts took the address at the same moment.
      if (error instanceof Error && 'constraint' in error && error.constraint === 'account_email_key') {
        throw new Refusal('identifier_taken');
      }
      throw error;
    });
  deps.sessions.forgetAccount(actor.accountId);
  deps.doorbell.ring();
  return viewMe(account);
}
