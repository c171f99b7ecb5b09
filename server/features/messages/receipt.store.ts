// Receipts: what arrived, what was read, what is unread. Rows are always locked in message order, so that two
// devices of one person never wait for each other in a circle.
import type { UnreadCount } from '../../../contract/messages.ts';
import type { Queries, Tx } from '../../db/transact.ts';

const changing = (condition: string, set: string) => `
  with chosen as (
    select message_id, account_id from receipt where account_id = $1 and ${condition}
    order by message_id for no key update
  )
  update receipt r set ${set} from chosen
  where r.message_id = chosen.message_id and r.account_id = chosen.account_id
  returning r.conversation_id, r.seq`;

const asRead = 'read_at = $2, delivered_at = coalesce(r.delivered_at, $2)';

const readUpTo = {
  name: 'mark_read_up_to',
  text: changing('conversation_id = $3 and seq <= $4 and read_at is null and hidden_at is null', asRead),
};
const readOne = {
  name: 'mark_read_one',
  text: changing('message_id = $3 and read_at is null and hidden_at is null', asRead),
};
// What somebody holds is being read, hidden or delivered by another device: nothing to wait for.
const deliver = {
  name: 'mark_delivered',
  text: `with chosen as (
    select r.message_id, r.account_id
    from unnest($1::uuid[], $2::uuid[]) as arrived(account_id, message_id)
    join receipt r on r.message_id = arrived.message_id and r.account_id = arrived.account_id
    where r.delivered_at is null
    order by r.message_id, r.account_id for no key update of r skip locked
  )
  update receipt r set delivered_at = $3 from chosen
  where r.message_id = chosen.message_id and r.account_id = chosen.account_id
  returning r.account_id, r.conversation_id, r.seq`,
};

interface Changed {
  conversation_id: string;
  seq: number;
}

/** @returns the seqs that became read. */
export async function markReadUpTo(
  tx: Tx,
  accountId: string,
  conversationId: string,
  seq: number,
  at: Date,
): Promise<number[]> {
  return sorted(await tx.run<Changed>(readUpTo, [accountId, at, conversationId, seq]));
}

export async function markOneRead(tx: Tx, accountId: string, messageId: string, at: Date): Promise<number[]> {
  return sorted(await tx.run<Changed>(readOne, [accountId, at, messageId]));
}

export interface ChangedReceipts {
  readonly conversationId: string;
  readonly accountId: string;
  readonly seqs: readonly number[];
}

/** Marks messages delivered to accounts. @returns what changed. */
export async function markDelivered(
  tx: Tx,
  arrived: readonly { account_id: string; message_id: string }[],
  at: Date,
): Promise<ChangedReceipts[]> {
  const rows = await tx.run<Changed & { account_id: string }>(deliver, [
    arrived.map((row) => row.account_id),
    arrived.map((row) => row.message_id),
    at,
  ]);
  const changed = Map.groupBy(rows, (row) => `${row.account_id} ${row.conversation_id}`);
  return [...changed.values()].map((of) => ({
    conversationId: of[0]!.conversation_id,
    accountId: of[0]!.account_id,
    seqs: sorted(of),
  }));
}

const sorted = (rows: readonly Changed[]) => rows.map((row) => row.seq).toSorted((a, b) => a - b);

// The one definition of unread: what I received, did not read and did not delete, in conversations of my inbox.
const unread = {
  name: 'count_unread',
  text: `select count(*)::int as unread, count(distinct r.conversation_id)::int as conversations
         from receipt r
         join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
         where r.account_id = $1 and r.read_at is null and r.hidden_at is null and m.left_at is null and m.archived_at is null`,
};

export async function countUnread(db: Queries, accountId: string): Promise<UnreadCount> {
  const [row] = await db.run<UnreadCount>(unread, [accountId]);
  return row!;
}

const findMine = {
  name: 'find_my_message',
  text: `select msg.conversation_id, msg.sender_id = $1 as mine
         from message msg
         join member m on m.conversation_id = msg.conversation_id and m.account_id = $1 and m.left_at is null
         left join receipt r on r.message_id = msg.id and r.account_id = $1
         where msg.id = $2 and (msg.sender_id = $1 or r.message_id is not null)`,
};

/** A message that this member sent or received, deleted for themselves or not. */
export async function findMyMessage(db: Queries, accountId: string, messageId: string) {
  const [row] = await db.run<{ conversation_id: string; mine: boolean }>(findMine, [accountId, messageId]);
  return row;
}

const hideSent = {
  name: 'hide_sent_message',
  text: 'update message set sender_hidden_at = $3 where id = $2 and sender_id = $1 and sender_hidden_at is null returning id',
};
const hideReceived = {
  name: 'hide_received_message',
  text: 'update receipt set hidden_at = $3 where message_id = $2 and account_id = $1 and hidden_at is null returning message_id',
};

/** @returns whether anything changed. */
export async function hideMessage(
  tx: Tx,
  accountId: string,
  messageId: string,
  mine: boolean,
  at: Date,
): Promise<boolean> {
  const rows = await tx.run(mine ? hideSent : hideReceived, [accountId, messageId, at]);
  return rows.length > 0;
}
