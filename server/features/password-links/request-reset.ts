// Somebody forgot a password: the same work and the same answer whether there is such an account or not; the rest happens later.
import type { Source } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { insertResetLink } from './password-link.store.ts';
import { newLink } from './token.ts';

/** OWASP, Forgot Password Cheat Sheet: short-lived, single use, and no difference that tells who has an account. */
const validMs = 3_600_000;

export async function requestReset(deps: Deps, source: Source, identifier: string): Promise<undefined> {
  const link = newLink(deps, validMs);
  await deps.db.transact(async (tx) => {
    const accountId = await insertResetLink(tx, identifier.toLowerCase(), link);
    await deps.jobs.enqueue(tx, 'password-link.mail', [{ data: { id: link.id } }]);
    await appendAudit(deps, tx, [
      {
        actorId: null,
        source,
        action: 'password_reset.requested',
        ...(accountId ? { subjectKind: 'account', subjectId: accountId } : {}),
      },
    ]);
  });
  deps.doorbell.ring();
}
