// Fixes text and audience in one commit; whoever joins the audience afterwards is not in it.
import type { Broadcast } from '../../../contract/broadcasts.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { findRecipients, insertRecipients } from './audience.store.ts';
import type { Audience } from './audience.ts';
import { findBroadcastByClientId, insertBroadcast } from './broadcast.store.ts';
import { broadcastPlace, viewBroadcast } from './broadcast.view.ts';

interface NewText {
  readonly clientId: string;
  readonly subject?: string | null | undefined;
  readonly body: string;
  readonly urgent: boolean;
}

export async function createBroadcast(
  deps: Deps,
  actor: Actor,
  audience: Audience,
  { clientId, subject, body, urgent }: NewText,
): Promise<{ broadcast: Broadcast; replayed: boolean }> {
  return deps.db.transact(async (tx) => {
    const id = deps.newId();
    const dataKey = deps.vault.makeDataKey(id);
    const stored = await insertBroadcast(tx, {
      id,
      authorId: actor.accountId,
      clientId,
      audience: audience.name,
      dataKey,
      subjectSealed: subject ? deps.vault.seal(dataKey, broadcastPlace(id, 'subject'), subject) : null,
      bodySealed: deps.vault.seal(dataKey, broadcastPlace(id, 'body'), body),
      urgent,
      createdAt: deps.clock(),
    });
    if (stored) {
      const { total, pending } = await insertRecipients(tx, actor.accountId, audience, id);
      if (audience.chosen && total < audience.chosen.length) throw new Refusal('recipient_not_found');
      if (pending === 0) throw new Refusal('audience_empty');
      await deps.jobs.enqueue(tx, 'broadcast.deliver', [{ data: { id } }]);
      await appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'broadcast.created',
          subjectKind: 'broadcast',
          subjectId: id,
          detail: { audience: audience.name, urgent, recipients: pending, skipped: total - pending },
        },
      ]);
    }
    const row = (await findBroadcastByClientId(tx, actor.accountId, clientId))!;
    const broadcast = viewBroadcast(deps.vault, row);
    if (!stored && !(await says(tx, broadcast, audience, { subject, body, urgent })))
      throw new Refusal('client_id_reused', { subjectId: broadcast.id });
    return { broadcast, replayed: !stored };
  });
}

async function says(tx: Tx, first: Broadcast, { name, chosen }: Audience, text: Omit<NewText, 'clientId'>) {
  const same =
    first.audience === name &&
    first.subject === (text.subject || null) &&
    first.body === text.body &&
    first.urgent === text.urgent;
  if (!same || !chosen) return same;
  return new Set(chosen).symmetricDifference(new Set(await findRecipients(tx, first.id))).size === 0;
}
