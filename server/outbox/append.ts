// Appends what happened, as ids only, in the caller's transaction; the relay publishes it after the commit.
import type { Tx } from '../db/transact.ts';

export interface OutboxRow {
  readonly type:
    | 'message.sent'
    | 'receipt.changed'
    | 'message.deleted'
    | 'reactions.changed'
    | 'conversation.archived'
    | 'conversation.muted'
    | 'care-link.changed'
    | 'block.changed'
    | 'membership.changed'
    | 'invitation.changed'
    | 'scheduled-message.changed'
    | 'broadcast.progressed'
    | 'patient.changed'
    | 'notification.changed'
    | 'session.ended';
  readonly conversationId?: string;
  readonly messageId?: string;
  /** Whom it concerns: the reader of a receipt, the owner of a deletion, the addressee of a notice. */
  readonly accountId?: string;
  /** Ids, numbers and moments; never text that a person wrote. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

const insertRows = {
  name: 'insert_outbox_rows',
  text: `insert into outbox (type, conversation_id, message_id, account_id, detail, at)
         select type, conversation_id, message_id, account_id, detail, $6
         from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::jsonb[])
           as given(type, conversation_id, message_id, account_id, detail)`,
};

/** Appends any number of rows in one statement. Ring the doorbell after the commit. */
export async function appendToOutbox(tx: Tx, at: Date, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(insertRows, [
    rows.map((row) => row.type),
    rows.map((row) => row.conversationId ?? null),
    rows.map((row) => row.messageId ?? null),
    rows.map((row) => row.accountId ?? null),
    rows.map((row) => (row.detail ? JSON.stringify(row.detail) : null)),
    at,
  ]);
}
