// Patients in a clinician's active care, with what decides who comes first, in one statement however many there are.
import type { PatientFilter, PatientSort, RiskLevel } from '../../../contract/patients.ts';
import type { Person } from '../../../contract/accounts.ts';
import type { Queries } from '../../db/transact.ts';
import { midnight } from './week.ts';

export interface PatientRow {
  id: string;
  display_name: string;
  headline: string | null;
  link_id: string;
  accepted_at: Date;
  conversation_id: string | null;
  data_key: Buffer;
  last_id: string | null;
  last_mine: boolean;
  last_body_sealed: Buffer | null;
  last_sent_at: Date;
  waiting_since: Date | null;
  unread: number;
  /** Null while nobody assessed. */
  risk_level: RiskLevel | null;
  risk_assessed_at: Date | null;
  risk_assessed_by: Person | null;
  open_flags: number;
  flagged_since: Date | null;
  flagged_in: string[] | null;
  /** Where the row stands in the order asked for; opaque. */
  sort_key: string;
}

const sortable = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYYMMDDHH24MISSMS')`;
const longestFirst = `coalesce(${sortable('waiting.since')}, 'never')`;
// Nobody's opinion stands above low: it may be anything.
const riskFirst = `case risk.level when 'critical' then '0' when 'high' then '1' when 'moderate' then '2' when 'low' then '4' else '3' end`;
const newestFirst = `coalesce(lpad((9999999999999 - (extract(epoch from last.sent_at) * 1000)::bigint)::text, 13, '0'), 'never')`;
const keys: Record<PatientSort, string> = {
  urgent: `case when flag.count > 0 then '0' else '1' end || ${riskFirst} || ${longestFirst}`,
  waiting: longestFirst,
  name: `''`,
  recent: newestFirst,
};

// $1 is the clinician. `limit 1` and the counts in the laterals keep the planner at a few look-ups per patient, and a sender who `is not
// distinct` keeps it from reading all they ever wrote anywhere to find the last of one conversation.
const facts = (condition: string, sort: PatientSort) => `
  select a.id, a.display_name, a.headline, l.id as link_id, l.accepted_at, c.id as conversation_id, c.data_key,
         last.id as last_id, last.sender_id = $1 as last_mine, last.body_sealed as last_body_sealed, last.sent_at as last_sent_at,
         waiting.since as waiting_since, unread.count as unread, risk.level as risk_level, risk.assessed_at as risk_assessed_at,
         risk.clinician_id as risk_clinician_id, flag.count as open_flags, flag.since as flagged_since, flag.places as flagged_in,
         (${keys[sort]} || ' ' || left(lower(a.display_name), 20)) collate "C" as sort_key
  from care_link l
  join account a on a.id = l.patient_id and a.role = 'patient' and a.deactivated_at is null
  left join lateral (
    select found.id, found.data_key from conversation found
    where found.low_account_id = least(l.patient_id, l.clinician_id) and found.high_account_id = greatest(l.patient_id, l.clinician_id)
    limit 1
  ) c on true
  left join lateral (
    select msg.id, msg.sender_id, msg.body_sealed, msg.sent_at from message msg
    left join receipt mine on mine.message_id = msg.id and mine.account_id = $1
    where msg.conversation_id = c.id
      and case when msg.sender_id = $1 then msg.sender_hidden_at is null else mine.message_id is not null and mine.hidden_at is null end
    order by msg.seq desc limit 1
  ) last on true
  left join lateral (
    select msg.sent_at as since from message msg
    where msg.conversation_id = c.id and msg.sender_id is not distinct from l.patient_id and msg.seq > coalesce((
      select answer.seq from message answer
      where answer.conversation_id = c.id and answer.sender_id is not distinct from $1 order by answer.seq desc limit 1), 0)
    order by msg.seq limit 1
  ) waiting on true
  left join lateral (
    select count(*)::int as count from receipt r
    join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
    where r.account_id = $1 and r.conversation_id = c.id and r.read_at is null and r.hidden_at is null and m.archived_at is null
  ) unread on true
  left join lateral (
    select ra.level, ra.assessed_at, ra.clinician_id from risk_assessment ra
    where ra.patient_id = l.patient_id order by ra.assessed_at desc, ra.id desc limit 1
  ) risk on true
  left join lateral (
    select count(*)::int as count, min(f.raised_at) as since, array_agg(distinct f.conversation_id) filter (where exists (
        select from receipt r join member m on m.conversation_id = r.conversation_id and m.account_id = r.account_id
        where r.message_id = f.message_id and r.account_id = $1 and m.left_at is null)) as places
    from crisis_flag f
    where f.patient_id = l.patient_id and f.acknowledged_at is null
  ) flag on true
  where l.clinician_id = $1 and l.status = 'active' and ${condition}`;

const shown = `page.*, (
  select json_build_object('id', b.id, 'displayName', b.display_name, 'headline', b.headline, 'role', b.role)
  from account b where b.id = page.risk_clinician_id) as risk_assessed_by`;

const pageBy = (sort: PatientSort) => ({
  name: `find_patients_by_${sort}`,
  text: `with fact as materialized (${facts(`strpos(fold_name(a.display_name), fold_name($2::text)) > 0`, sort)}),
         page as materialized (
           select * from fact
           where case $3 when 'unread' then unread > 0
                         when 'flagged' then open_flags > 0
                         when 'waiting' then waiting_since is not null
                         when 'critical' then risk_level = 'critical'
                         when 'today' then last_sent_at >= (select ${midnight('$4::timestamptz', 'me.time_zone', 0)} from account me where me.id = $1)
                         when 'wrote' then exists (
                           select from message msg where msg.conversation_id = fact.conversation_id and msg.sender_id = fact.id
                             and msg.sent_at >= (select ${midnight('$4::timestamptz', 'me.time_zone', 6)} from account me where me.id = $1))
                         else true end
             and (sort_key, id) > ($5::text collate "C", $6::uuid)
           order by sort_key, id limit $7
         )
         select ${shown} from page order by page.sort_key, page.id`,
});
const pages = { urgent: pageBy('urgent'), waiting: pageBy('waiting'), name: pageBy('name'), recent: pageBy('recent') };

export interface PatientPlace {
  readonly key: string;
  readonly id: string;
}
const start: PatientPlace = { key: '', id: '00000000-0000-0000-0000-000000000000' };

export function findPatients(
  db: Queries,
  clinicianId: string,
  asked: { query: string; filter: PatientFilter; sort: PatientSort; now: Date },
  { key, id }: PatientPlace = start,
  limit: number,
): Promise<PatientRow[]> {
  return db.run(pages[asked.sort], [clinicianId, asked.query, asked.filter, asked.now, key, id, limit]);
}

const findOne = {
  name: 'find_patient',
  text: `with page as materialized (${facts('a.id = $2', 'urgent')}) select ${shown} from page`,
};

/** The patient, while in this clinician's active care. */
export async function findPatient(db: Queries, clinicianId: string, id: string): Promise<PatientRow | undefined> {
  return (await db.run<PatientRow>(findOne, [clinicianId, id]))[0];
}

export interface CareCounts {
  inCare: number;
  waiting: number;
  critical: number;
  flagged: number;
}

const counts = {
  name: 'count_patients',
  text: `select count(*)::int as "inCare", count(waiting_since)::int as waiting,
                count(*) filter (where risk_level = 'critical')::int as critical, count(*) filter (where open_flags > 0)::int as flagged
         from (${facts('true', 'name')}) fact`,
};

export async function countPatients(db: Queries, clinicianId: string): Promise<CareCounts> {
  return (await db.run<CareCounts>(counts, [clinicianId]))[0]!;
}

const findCarers = {
  name: 'find_carers',
  text: `select clinician_id from care_link where patient_id = $1 and status = 'active' order by clinician_id`,
};

/** Clinicians who have the patient in their care now. */
export async function findCarerIds(db: Queries, patientId: string): Promise<string[]> {
  return (await db.run<{ clinician_id: string }>(findCarers, [patientId])).map((row) => row.clinician_id);
}
