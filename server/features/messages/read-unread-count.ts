// How many messages wait for one person, over all conversations.
import type { UnreadCount } from '../../../contract/messages.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { countUnread } from './receipt.store.ts';

export const readUnreadCount = (deps: Deps, actor: Actor): Promise<UnreadCount> =>
  countUnread(deps.db, actor.accountId);
