// One conversation as one of its members sees it.
import type { Conversation } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Queries } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { findConversation } from './conversation.store.ts';
import { viewConversation } from './conversation.view.ts';

export async function readConversation(
  deps: Pick<Deps, 'vault'>,
  db: Queries,
  actor: Actor,
  id: string,
): Promise<Conversation> {
  const row = await findConversation(db, actor.accountId, id);
  if (!row) throw new Refusal('conversation_not_found', { subjectId: id });
  return viewConversation(deps.vault, row, actor);
}
