// Who waits for a broadcast, and who has it.
import type { Tx } from '../../db/transact.ts';

// What another process works on is passed over.
const takePending = {
  name: 'take_pending_recipients',
  text: `select account_id from broadcast_recipient where broadcast_id = $1 and status = 'pending'
         order by account_id limit $2 for no key update skip locked`,
};

export async function takeRecipients(tx: Tx, broadcastId: string, limit: number): Promise<string[]> {
  return (await tx.run<{ account_id: string }>(takePending, [broadcastId, limit])).map((row) => row.account_id);
}

const settle = {
  name: 'settle_recipients',
  text: `update broadcast_recipient r set status = case when given.message_id is null then 'skipped' else 'sent' end,
           message_id = given.message_id
         from unnest($2::uuid[], $3::uuid[]) as given(account_id, message_id)
         where r.broadcast_id = $1 and r.account_id = given.account_id`,
};

/** A recipient without a message is passed over. */
export async function settleRecipients(
  tx: Tx,
  broadcastId: string,
  recipients: readonly { accountId: string; messageId: string | null }[],
): Promise<void> {
  await tx.run(settle, [
    broadcastId,
    recipients.map((recipient) => recipient.accountId),
    recipients.map((recipient) => recipient.messageId),
  ]);
}

const complete = {
  name: 'complete_broadcast',
  text: `update broadcast set completed_at = $2 where id = $1 and completed_at is null
           and not exists (select from broadcast_recipient r where r.broadcast_id = $1 and r.status = 'pending')
         returning id`,
};

/** @returns whether nobody waits any more and nobody else noticed before. */
export async function completeBroadcast(tx: Tx, broadcastId: string, at: Date): Promise<boolean> {
  return (await tx.run(complete, [broadcastId, at])).length > 0;
}
