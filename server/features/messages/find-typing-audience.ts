// Who may learn that somebody is writing: the other members, while what is being written could be sent.
import type { Role } from '../../../contract/endpoint.ts';
import type { Deps } from '../../deps.ts';
import { findMembers } from './audience.store.ts';
import { findConversation } from './conversation.store.ts';
import { roomOf } from './conversation.view.ts';
import { refuseToSend } from './message.policy.ts';

export async function findTypingAudience(
  deps: Pick<Deps, 'db'>,
  writer: { accountId: string; role: Role },
  conversationId: string,
): Promise<string[]> {
  const conversation = await findConversation(deps.db, writer.accountId, conversationId);
  if (!conversation || refuseToSend(writer, roomOf(conversation))) return [];
  return findOtherMembers(deps, writer.accountId, conversationId);
}

export async function findOtherMembers(
  deps: Pick<Deps, 'db'>,
  accountId: string,
  conversationId: string,
): Promise<string[]> {
  const members = await findMembers(deps.db, [conversationId]);
  return members.map((member) => member.account_id).filter((id) => id !== accountId);
}
