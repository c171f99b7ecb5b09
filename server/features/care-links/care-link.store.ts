// SQL for care links, but for listing them: finding, asking, accepting and ending.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import type { Link } from './care-link.policy.ts';

interface PersonRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
}

export interface CareLinkRow extends Link {
  id: string;
  asked_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  patient: PersonRow;
  clinician: PersonRow;
}

export interface Reader {
  readonly accountId: string;
  readonly role: Role;
}

const person = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'display_name', ${alias}.display_name, 'headline', ${alias}.headline, 'role', ${alias}.role) as`;

/** Of a link l, its patient p and its clinician c. */
export const columns = `l.id, l.patient_id, l.clinician_id, l.asked_by, l.status, l.asked_at, l.accepted_at, l.ended_at,
                        ${person('p')} patient, ${person('c')} clinician`;
const links = `select ${columns} from care_link l join account p on p.id = l.patient_id join account c on c.id = l.clinician_id`;
const mine = { party: '(l.patient_id = $1 or l.clinician_id = $1)', admin: '$1::uuid is not null' };
export const sideOf = (reader: Reader) => (reader.role === 'admin' ? 'admin' : 'party');

const byIdsBy = (side: keyof typeof mine) => ({
  name: `find_care_links_by_id_${side}`,
  text: `${links} where ${mine[side]} and l.id = any($2::uuid[])`,
});
const byIds = { party: byIdsBy('party'), admin: byIdsBy('admin') };

/** Those among `ids` that the reader is a side of; all of them for an admin. */
export function findCareLinksById(db: Queries, reader: Reader, ids: readonly string[]): Promise<CareLinkRow[]> {
  return db.run<CareLinkRow>(byIds[sideOf(reader)], [reader.accountId, ids]);
}

const unscopedByIds = { name: 'find_unscoped_care_links', text: `${links} where l.id = any($1::uuid[])` };

/** For many readers at once: show each row to its two sides alone. */
export const unscopedCareLinks = (db: Queries, ids: readonly string[]) => db.run<CareLinkRow>(unscopedByIds, [ids]);

const openOfPair = {
  name: 'find_open_care_link',
  text: `${links} where l.patient_id = $1 and l.clinician_id = $2 and l.status <> 'ended'`,
};

export async function findOpenCareLink(
  db: Queries,
  patientId: string,
  clinicianId: string,
): Promise<CareLinkRow | undefined> {
  const [row] = await db.run<CareLinkRow>(openOfPair, [patientId, clinicianId]);
  return row;
}

const insert = {
  name: 'insert_care_link',
  text: `insert into care_link (id, patient_id, clinician_id, status, asked_by, asked_at, accepted_by, accepted_at)
         values ($1, $2, $3, case when $6 then 'active' else 'pending' end, $4, $5, case when $6 then $4::uuid end, case when $6 then $5::timestamptz end)
         on conflict (patient_id, clinician_id) where status <> 'ended' do nothing returning id`,
};

export interface NewCareLink {
  id: string;
  patientId: string;
  clinicianId: string;
  askedBy: string;
  askedAt: Date;
  active: boolean;
}

/** @returns false when the pair has an open link; waits for one that is being made. */
export async function insertCareLink(tx: Tx, l: NewCareLink): Promise<boolean> {
  const rows = await tx.run(insert, [l.id, l.patientId, l.clinicianId, l.askedBy, l.askedAt, l.active]);
  return rows.length > 0;
}

const lockLink = { name: 'lock_care_link', text: 'select status from care_link where id = $1 for no key update' };

/** Until the commit nobody else changes the link. Hold the conversation of the two first, as a send does. */
export async function lockCareLink(tx: Tx, link: Link & { readonly id: string }): Promise<Link> {
  const [now] = await tx.run<Pick<Link, 'status'>>(lockLink, [link.id]);
  return { ...link, status: now!.status };
}

// Open links of an account on a side that its role does not allow.
const misplaced = `l.status <> 'ended' and (l.patient_id = $1 and $2 <> 'patient' or l.clinician_id = $1 and $2 <> 'clinician')`;
const lockConversations = {
  name: 'lock_conversations_of_misplaced',
  text: `select id from conversation
         where id in (
           select c.id from care_link l
           join conversation c on c.low_account_id = least(l.patient_id, l.clinician_id)
                              and c.high_account_id = greatest(l.patient_id, l.clinician_id)
           where ${misplaced})
         order by id for no key update`,
};
const lockMisplaced = {
  name: 'lock_misplaced_care_links',
  text: `select l.id, l.patient_id, l.clinician_id, l.asked_by, l.status from care_link l
         where ${misplaced} order by l.id for no key update`,
};

/** Locks as `lockCareLink` does, in the same order. */
export async function lockMisplacedLinks(tx: Tx, accountId: string, role: Role): Promise<(Link & { id: string })[]> {
  await tx.run(lockConversations, [accountId, role]);
  return tx.run(lockMisplaced, [accountId, role]);
}

const accept = {
  name: 'accept_care_link',
  text: `update care_link set status = 'active', accepted_by = $2, accepted_at = $3 where id = $1`,
};
const end = {
  name: 'end_care_link',
  text: `update care_link set status = 'ended', ended_by = $2, ended_at = $3 where id = $1`,
};

export async function updateCareLink(tx: Tx, id: string, to: 'active' | 'ended', by: string, at: Date): Promise<void> {
  await tx.run(to === 'active' ? accept : end, [id, by, at]);
}
