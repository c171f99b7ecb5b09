// Saves, lists and throws away drafts. Nothing is audited: what is not sent is nobody's but its author's.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Draft, saveDraft as endpoint } from '../../../contract/drafts.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { Refusal } from '../../refusal.ts';
import { accountKey } from '../../vault/account-keys.ts';
import { refusalNow } from '../messages/send-messages.ts';
import {
  countDrafts,
  deleteDraftRow,
  findDraft,
  findDrafts,
  findRoomOf,
  hasDirect,
  lockAuthor,
  upsertDraft,
} from './draft.store.ts';
import type { Goal } from './draft.store.ts';
import { draftPlace, viewDraft } from './draft.view.ts';

const most = 200;

export async function listDrafts(
  deps: Deps,
  actor: Actor,
  query: { conversationId?: string | undefined; to?: string | undefined },
): Promise<{ items: Draft[] }> {
  const rows = await findDrafts(deps.db, actor.accountId, query.conversationId ?? null, query.to ?? null, most);
  return { items: rows.map((row) => viewDraft(deps.vault, row, actor.accountId)) };
}

export async function saveDraft(deps: Deps, actor: Actor, body: BodyOf<typeof endpoint>): Promise<Draft> {
  return deps.db.transact(async (tx) => {
    const goal = await goalOf(deps, tx, actor, body);
    await lockAuthor(tx, actor.accountId);
    const row = await findDraft(tx, actor.accountId, goal);
    const before = row && viewDraft(deps.vault, row, actor.accountId);
    const subject = body.subject || null;
    // An answer that was lost on the way: the same save again.
    const repeated = before?.version === body.version + 1 && before.body === body.body && before.subject === subject;
    if (before && repeated) return before;
    if ((before?.version ?? 0) !== body.version) throw new Refusal('draft_changed');
    if (!before && (await countDrafts(tx, actor.accountId)) >= most) throw new Refusal('draft_limit');
    const id = before?.id ?? deps.newId();
    const dataKey = await accountKey(tx, deps.vault, actor.accountId);
    const seal = (field: 'subject' | 'body', text: string) =>
      deps.vault.seal(dataKey, draftPlace(actor.accountId, id, field), text);
    await upsertDraft(tx, {
      id,
      authorId: actor.accountId,
      ...goal,
      subjectSealed: subject ? seal('subject', subject) : null,
      bodySealed: seal('body', body.body),
      version: body.version + 1,
      updatedAt: deps.clock(),
    });
    return viewDraft(deps.vault, (await findDraft(tx, actor.accountId, goal))!, actor.accountId);
  });
}

export async function deleteDraft(deps: Deps, actor: Actor, id: string): Promise<void> {
  const removed = await deps.db.transact((tx) => deleteDraftRow(tx, actor.accountId, id));
  if (!removed) throw new Refusal('draft_not_found', { subjectId: id });
}

/** A person has one draft to another, whether they have a conversation yet or not, and whether it may be sent now or not. */
async function goalOf(deps: Deps, tx: Tx, actor: Actor, body: BodyOf<typeof endpoint>): Promise<Goal> {
  const { to, conversationId } = body;
  if (conversationId) {
    const room = await findRoomOf(tx, actor.accountId, conversationId);
    if (!room) throw new Refusal('conversation_not_found', { subjectId: conversationId });
    if (room.kind === 'announcement') throw new Refusal('announcement_one_way', { subjectId: conversationId });
    return room.kind === 'direct' ? { peerId: room.peerId, conversationId: null } : { peerId: null, conversationId };
  }
  if (to && !(await hasDirect(tx, actor.accountId, to))) {
    const refusal = await refusalNow(tx, { actor, to, clientId: deps.newId() });
    if (refusal?.code === 'recipient_not_found' || refusal?.code === 'recipient_is_self') throw refusal;
  }
  return { peerId: to ?? null, conversationId: null };
}
