// Makes a group; a repeated client id returns the first and changes nothing.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { createGroup as endpoint } from '../../../contract/groups.ts';
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { postNotices } from '../messages/post-notices.ts';
import { readConversation } from '../messages/read-conversation.ts';
import { admissions, admit, chooseNewcomers } from './admit.ts';
import { findMadeGroup, insertGroup } from './group.store.ts';
import type { MadeGroup } from './group.store.ts';
import { subjectPlace } from './group.view.ts';
import { recordGroup } from './record-group.ts';

export interface Made {
  readonly conversation: Conversation;
  readonly replayed: boolean;
}

export async function createGroup(deps: Deps, actor: Actor, given: BodyOf<typeof endpoint>): Promise<Made> {
  const { accountId } = actor;
  const made = await deps.db.transact(async (tx) => {
    const first = await findMadeGroup(tx, accountId, given.clientId);
    if (first) return replay(deps, tx, actor, first, given);

    const id = deps.newId();
    const group = { id, makerId: accountId, makerRole: actor.role, placesTaken: 1 };
    const newcomers = await chooseNewcomers(tx, actor, group, given.memberIds);
    if (newcomers.joining.length + newcomers.inviting.length === 0)
      throw new Refusal('recipient_is_self', { subjectId: accountId });

    const at = deps.clock();
    const dataKey = deps.vault.makeDataKey(id);
    const subjectSealed = deps.vault.seal(dataKey, subjectPlace(id), given.subject);
    const isFirst = await insertGroup(tx, {
      id,
      subjectSealed,
      dataKey,
      makerId: accountId,
      madeAt: at,
      clientId: given.clientId,
    });
    if (!isFirst) {
      const twin = await findMadeGroup(tx, accountId, given.clientId);
      return replay(deps, tx, actor, twin!, given);
    }
    await admit(tx, actor, id, { ...newcomers, joining: [accountId, ...newcomers.joining] }, at);
    const [, , conversation] = await Promise.all([
      postNotices(deps, tx, actor, id, at, [{ kind: 'created', aboutId: null }]),
      recordGroup(deps, tx, actor, id, at, [
        { verb: 'created', detail: { members: newcomers.joining.length + 1, invited: newcomers.inviting.length } },
        ...admissions(newcomers),
      ]),
      readConversation(deps, tx, actor, id),
    ]);
    return { conversation, replayed: false };
  });
  deps.doorbell.ring();
  return made;
}

/** @throws Refusal when the group has another name or was made with others: what is asked now would vanish. */
async function replay(deps: Deps, tx: Tx, actor: Actor, first: MadeGroup, given: BodyOf<typeof endpoint>) {
  const asked = new Set(given.memberIds.map((id) => id.toLowerCase()));
  asked.delete(actor.accountId);
  const subject = deps.vault.open(first.data_key, subjectPlace(first.id), first.subject_sealed);
  if (subject !== given.subject || asked.symmetricDifference(new Set(first.made_with)).size > 0)
    throw new Refusal('client_id_reused', { subjectId: first.id });
  return { conversation: await readConversation(deps, tx, actor, first.id), replayed: true };
}
