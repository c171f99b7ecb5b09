// SQL of the demo alone: what the product itself never does, such as back-dating.
import type { Tx } from '../db/transact.ts';
import type { DemoPerson, LinkState } from './people.ts';

const lock = { name: 'demo_lock', text: 'select pg_advisory_xact_lock(6021002)' };
const look = {
  name: 'demo_look',
  text: 'select exists (select from account) as inhabited, exists (select from account where id = $1) as demo',
};

/** Whether anybody lives here, and whether it is the demo; two starts at once take turns. */
export async function lookForDemo(tx: Tx, markId: string): Promise<{ inhabited: boolean; demo: boolean }> {
  await tx.run(lock);
  const [row] = await tx.run<{ inhabited: boolean; demo: boolean }>(look, [markId]);
  return row!;
}

const insertPeople = {
  name: 'demo_insert_people',
  text: `insert into account (id, username, display_name, headline, role, email, password_hash, created_at)
         select id, username, display_name, headline, role, username || '@demo.example', $6, $7
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as given(id, username, display_name, headline, role)`,
};

export async function insertDemoPeople(
  tx: Tx,
  people: readonly DemoPerson[],
  passwordHash: string,
  at: Date,
): Promise<void> {
  await tx.run(insertPeople, [
    people.map((person) => person.id),
    people.map((person) => person.username),
    people.map((person) => person.displayName),
    people.map((person) => person.headline),
    people.map((person) => person.role),
    passwordHash,
    at,
  ]);
}

const insertLinks = {
  name: 'demo_insert_care_links',
  text: `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_by, accepted_at, ended_by, ended_at)
         select id, patient_id, clinician_id, case state when 'active' then 'active' when 'ended' then 'ended' else 'pending' end,
                case when state = 'asked-by-clinician' then clinician_id else patient_id end, asked_at,
                case when state in ('active', 'ended') then clinician_id end,
                case when state in ('active', 'ended') then asked_at + interval '3 hours' end,
                case when state = 'ended' then clinician_id end, case when state = 'ended' then ended_at end
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[])
           as given(id, patient_id, clinician_id, state, asked_at, ended_at)`,
};

export interface NewDemoLink {
  readonly id: string;
  readonly patientId: string;
  readonly clinicianId: string;
  readonly state: LinkState;
  readonly askedAt: Date;
  readonly endedAt: Date;
}

export async function insertDemoLinks(tx: Tx, links: readonly NewDemoLink[]): Promise<void> {
  await tx.run(insertLinks, [
    links.map((link) => link.id),
    links.map((link) => link.patientId),
    links.map((link) => link.clinicianId),
    links.map((link) => link.state),
    links.map((link) => link.askedAt),
    links.map((link) => link.endedAt),
  ]);
}

const updateReceipts = {
  name: 'demo_update_receipts',
  text: `update receipt r set delivered_at = given.delivered_at, read_at = given.read_at
         from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as given(message_id, delivered_at, read_at)
         where r.message_id = given.message_id`,
};

export interface DemoReceipt {
  readonly messageId: string;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
}

export async function updateDemoReceipts(tx: Tx, receipts: readonly DemoReceipt[]): Promise<void> {
  await tx.run(updateReceipts, [
    receipts.map((receipt) => receipt.messageId),
    receipts.map((receipt) => receipt.deliveredAt),
    receipts.map((receipt) => receipt.readAt),
  ]);
}

const archive = {
  name: 'demo_archive',
  text: 'update member set archived_at = $3 where conversation_id = $1 and account_id = $2',
};

export async function archiveForDemo(tx: Tx, conversationId: string, accountId: string, at: Date): Promise<void> {
  await tx.run(archive, [conversationId, accountId, at]);
}

const readBroadcast = {
  name: 'demo_read_broadcast',
  text: `update receipt r set delivered_at = m.sent_at + interval '1 minute', read_at = m.sent_at + interval '3 hours'
         from broadcast_recipient b, message m
         where b.broadcast_id = $1 and m.id = b.message_id and r.message_id = m.id and r.account_id <> all ($2::uuid[])`,
};

export async function readBroadcastForDemo(tx: Tx, broadcastId: string, notYet: readonly string[]): Promise<void> {
  await tx.run(readBroadcast, [broadcastId, notYet]);
}
