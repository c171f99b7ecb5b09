// SQL of a clinician's week, $1, at a moment, $2: its figures in one statement, and the rows that each is counted from.
import type { Person } from '../../../contract/accounts.ts';
import type { Queries } from '../../db/transact.ts';
import { newest } from '../../page/cursor.ts';
import type { Place } from '../../page/cursor.ts';
import { midnight } from '../patients/week.ts';

/** SQL of everything somebody wrote since a moment, through the indexes by sender; a broadcast is not of a conversation. */
const writtenBy = (sender: string, since: string) => `
  select msg.id, msg.conversation_id, msg.seq, msg.sent_at from message msg
  where msg.sender_id = ${sender} and msg.sender_hidden_at is null and msg.broadcast_id is null and msg.sent_at >= ${since}
  union all
  select msg.id, msg.conversation_id, msg.seq, msg.sent_at from message msg
  where msg.sender_id = ${sender} and msg.sender_hidden_at is not null and msg.broadcast_id is null and msg.sent_at >= ${since}`;

/** SQL of what patients and the clinician wrote to each other directly, this week and the one before. */
const said = `with zone as materialized (
           select a.time_zone, ${midnight('$2::timestamptz', 'a.time_zone', 6)} as since,
                  ${midnight('$2::timestamptz', 'a.time_zone', 13)} as since_before,
                  (($2::timestamptz at time zone a.time_zone) - interval '7 days') at time zone a.time_zone as until_before
           from account a where a.id = $1
         ), talk as materialized (
           select c.id, p.id as patient_id from (
             select conversation_id from member where account_id = $1 and left_at is null and archived_at is null and active_at is not null
             union all
             select conversation_id from member where account_id = $1 and left_at is null and archived_at is not null
           ) mine
           join conversation c on c.id = mine.conversation_id and c.kind = 'direct'
           join account p on p.id = case when c.low_account_id = $1 then c.high_account_id else c.low_account_id end and p.role = 'patient'
         ), said as materialized (
           select own.id, talk.id as conversation_id, talk.patient_id, own.seq, own.sent_at, true as mine
           from zone cross join lateral (${writtenBy('$1', 'zone.since_before')}) own join talk on talk.id = own.conversation_id
           union all
           select theirs.id, talk.id, talk.patient_id, theirs.seq, theirs.sent_at, false
           from zone cross join talk cross join lateral (${writtenBy('talk.patient_id', 'zone.since_before')}) theirs
           where theirs.conversation_id = talk.id
         )`;

// A sender who `is not distinct` is looked for along the conversation, not among all they ever wrote.
/** SQL of the clinician's answers of this week. */
const answer = `, answer as materialized (
           select said.id, said.conversation_id, said.patient_id, said.sent_at, asked.since as asked_at,
                  extract(epoch from said.sent_at - asked.since)::float8 as seconds
           from zone join said on said.mine and said.sent_at >= zone.since
           join lateral (
             select q.sent_at as since from message q
             where q.conversation_id = said.conversation_id and q.sender_id is not distinct from said.patient_id and q.seq < said.seq
               and q.seq > coalesce((
                 select prior.seq from message prior
                 where prior.conversation_id = said.conversation_id and prior.sender_id is not distinct from $1 and prior.seq < said.seq
                 order by prior.seq desc limit 1), 0)
             order by q.seq limit 1
           ) asked on true
         )`;

export interface WeekRow {
  time_zone: string;
  average_seconds: number | null;
  median_seconds: number | null;
  answered: number;
  last_week: number;
  /** Patients in active care who wrote this week. */
  wrote: number;
  series: { day: string; sent: number; received: number }[];
}

const week = {
  name: 'find_week_of_clinician',
  text: `${said}${answer}, day as (
           select (zone.since at time zone zone.time_zone)::date + n as day, zone.time_zone from zone, generate_series(0, 6) n
         ), counted as (
           select (said.sent_at at time zone zone.time_zone)::date as day,
                  count(*) filter (where said.mine)::int as sent, count(*) filter (where not said.mine)::int as received
           from zone join said on said.sent_at >= zone.since and said.sent_at <= $2 group by 1
         )
         select zone.time_zone,
                (select avg(seconds) from answer) as average_seconds,
                (select percentile_cont(0.5) within group (order by seconds) from answer) as median_seconds,
                (select count(*)::int from answer) as answered,
                (select count(*)::int from said where said.sent_at < zone.since and said.sent_at <= zone.until_before) as last_week,
                (select count(distinct said.patient_id)::int from said
                 join care_link l on l.patient_id = said.patient_id and l.clinician_id = $1 and l.status = 'active'
                 join account a on a.id = l.patient_id and a.deactivated_at is null
                 where not said.mine and said.sent_at >= zone.since) as wrote,
                (select json_agg(json_build_object('day', day.day, 'sent', coalesce(counted.sent, 0),
                                                   'received', coalesce(counted.received, 0)) order by day.day)
                 from day left join counted using (day)) as series
         from zone`,
};

export async function findWeek(db: Queries, clinicianId: string, now: Date): Promise<WeekRow> {
  return (await db.run<WeekRow>(week, [clinicianId, now]))[0]!;
}

/** SQL of one page of rows that have a conversation, a patient and a moment. */
const pageOf = (from: string, more: string) => `
         select page.id, page.sent_at, page.conversation_id, ${more},
                json_build_object('id', p.id, 'displayName', p.display_name, 'headline', p.headline, 'role', p.role) as patient
         from (${from}) page join account p on p.id = page.patient_id
         where (page.sent_at, page.id) < ($3::timestamptz, $4::uuid)
         order by page.sent_at desc, page.id desc limit $5`;

interface SaidRow {
  id: string;
  sent_at: Date;
  conversation_id: string;
  patient: Person;
}

export interface AnswerRow extends SaidRow {
  asked_at: Date;
  seconds: number;
}

const answers = {
  name: 'find_answers_of_week',
  text: said + answer + pageOf('select * from answer', 'page.asked_at, page.seconds'),
};

export const findAnswers = (db: Queries, clinicianId: string, now: Date, { at, id }: Place = newest, limit: number) =>
  db.run<AnswerRow>(answers, [clinicianId, now, at, id, limit]);

export interface WeekMessageRow extends SaidRow {
  mine: boolean;
}

const messages = {
  name: 'find_messages_of_week',
  text:
    said +
    pageOf('select said.* from zone join said on said.sent_at >= zone.since and said.sent_at <= $2', 'page.mine'),
};

export const findWeekMessages = (
  db: Queries,
  clinicianId: string,
  now: Date,
  { at, id }: Place = newest,
  limit: number,
) => db.run<WeekMessageRow>(messages, [clinicianId, now, at, id, limit]);
