// Single messages, wherever they stand, as far as a reader can see them now.
import type { Message } from '../../../contract/messages.ts';
import type { Deps } from '../../deps.ts';
import type { Queries } from '../../db/transact.ts';
import { viewMessage } from './message.view.ts';
import { findVisibleMessages } from './thread.store.ts';

/** By id; what the reader cannot see, because it is deleted, foreign or left behind, is missing. */
export async function readMessages(
  deps: Deps,
  db: Queries,
  readerId: string,
  ids: readonly string[],
): Promise<Map<string, Message>> {
  const rows = await findVisibleMessages(db, readerId, ids);
  return new Map(rows.map((row) => [row.id, viewMessage(deps.vault, row, readerId)]));
}
