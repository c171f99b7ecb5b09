// Who an audience is at this moment: everybody of some roles, or patients in the care of a clinician.
import type { Person } from '../../../contract/accounts.ts';
import type { Broadcast, BroadcastPreview } from '../../../contract/broadcasts.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Audience } from './audience.ts';
import { blockBetween } from '../blocks/block-between.ts';

const ofRoles = (roles: string) => `
  select a.id, a.display_name, a.headline, a.role, false as blocked from account a
  where a.id <> $1 and a.deactivated_at is null and a.role in (${roles}) and $2::uuid[] is null`;

const ofPatients = `
  select a.id, a.display_name, a.headline, a.role, ${blockBetween('$1', 'a.id')} is not null as blocked
  from care_link l join account a on a.id = l.patient_id
  where l.clinician_id = $1 and l.status = 'active' and a.deactivated_at is null and ($2::uuid[] is null or a.id = any ($2))`;

/** By audience: whoever is in it, for the author $1 and the chosen $2. */
const members: Record<Broadcast['audience'], string> = {
  all: ofRoles(`'patient', 'clinician', 'admin'`),
  patients: ofRoles(`'patient'`),
  clinicians: ofRoles(`'clinician'`),
  admins: ofRoles(`'admin'`),
  my_patients: ofPatients,
  chosen_patients: ofPatients,
};

const statements = <T>(of: (name: Broadcast['audience'], members: string) => T) =>
  Object.fromEntries(
    Object.entries(members).map(([name, sql]) => [name, of(name as Broadcast['audience'], sql)]),
  ) as Record<Broadcast['audience'], T>;

const previews = statements((name, sql) => ({
  name: `preview_audience_${name}`,
  text: `with audience as materialized (${sql})
         select count(*) filter (where not blocked and role = 'patient')::int as patient,
                count(*) filter (where not blocked and role = 'clinician')::int as clinician,
                count(*) filter (where not blocked and role = 'admin')::int as admin,
                count(*) filter (where blocked)::int as skipped,
                (select coalesce(json_agg(json_build_object('id', id, 'displayName', display_name, 'headline', headline, 'role', role)
                                          order by lower(display_name), id), '[]')
                 from (select * from audience where not blocked order by lower(display_name), id limit 100) first) as people
         from audience`,
}));

export async function countAudience(db: Queries, authorId: string, audience: Audience): Promise<BroadcastPreview> {
  const [row] = await db.run<{ patient: number; clinician: number; admin: number; skipped: number; people: Person[] }>(
    previews[audience.name],
    [authorId, audience.chosen],
  );
  const { people, skipped, ...byRole } = row!;
  return { total: byRole.patient + byRole.clinician + byRole.admin, byRole, skipped, people };
}

const inserts = statements((name, sql) => ({
  name: `insert_audience_${name}`,
  text: `insert into broadcast_recipient (broadcast_id, account_id, status)
         select $3, id, case when blocked then 'skipped' else 'pending' end from (${sql}) audience
         returning status`,
}));

/** Fixes the audience of a broadcast. @returns how many there are, and how many of them will receive it. */
export async function insertRecipients(tx: Tx, authorId: string, audience: Audience, broadcastId: string) {
  const rows = await tx.run<{ status: string }>(inserts[audience.name], [authorId, audience.chosen, broadcastId]);
  return { total: rows.length, pending: rows.filter((row) => row.status === 'pending').length };
}

const recipients = {
  name: 'find_broadcast_recipients',
  text: 'select account_id from broadcast_recipient where broadcast_id = $1',
};

/** Everybody in the audience of a broadcast, the skipped included. */
export const findRecipients = async (tx: Tx, broadcastId: string) =>
  (await tx.run<{ account_id: string }>(recipients, [broadcastId])).map((row) => row.account_id);
