// A person changes their own name, headline, e-mail address or time zone.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { changeMe as endpoint, Me } from '../../../contract/accounts.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { Refusal } from '../../refusal.ts';
import { closePasswordLinks } from '../password-links/close-links.ts';
import type { SessionDeps } from '../sessions/open-session.ts';
import { findAccount, updateAccount } from './account.store.ts';
import { viewMe } from './account.view.ts';
import { checkPassword } from './check-password.ts';

export async function changeMe(deps: SessionDeps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<Me> {
  const { currentPassword, ...fields } = given;
  if (fields.email !== undefined) await mayChangeAddress(deps, actor, fields.email, currentPassword);
  const changes = { ...fields, headline: fields.headline === '' ? null : fields.headline };
  const account = await deps.db
    .transact(async (tx) => {
      const changed = await updateAccount(tx, actor.accountId, changes);
      if (!changed) throw new Refusal('identifier_taken');
      // A link may lie in the mailbox that is given up.
      if (fields.email !== undefined) await closePasswordLinks(tx, actor.accountId, deps.clock());
      await appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'account.changed',
          subjectKind: 'account',
          subjectId: actor.accountId,
          detail: { fields: Object.keys(fields).toSorted() },
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

/** Another address could have the password replaced: a session alone, perhaps a borrowed phone, must not do it. */
async function mayChangeAddress(
  deps: SessionDeps,
  actor: Actor,
  email: string | null,
  currentPassword: string | undefined,
): Promise<void> {
  const own = await findAccount(deps.db, actor.accountId);
  if (own?.email === email) return;
  if (currentPassword === undefined) throw new Refusal('password_wrong');
  await checkPassword(deps, actor.accountId, currentPassword);
}
