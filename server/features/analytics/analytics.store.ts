// Figures, each from stored facts in one statement for all of them.
import type { Queries } from '../../db/transact.ts';

/** SQL of the first moment of the day so many days before the day of `moment`, on the clock of `zone`. */
const midnight = (moment: string, zone: string, daysBefore: number) =>
  `(date_trunc('day', ${moment} at time zone ${zone}) - interval '${daysBefore} days') at time zone ${zone}`;

/** SQL of everything somebody wrote since a moment, through the indexes by sender; a broadcast is not of a conversation. */
const writtenBy = (sender: string, since: string) => `
  select msg.conversation_id, msg.seq, msg.sent_at from message msg
  where msg.sender_id = ${sender} and msg.sender_hidden_at is null and msg.broadcast_id is null and msg.sent_at >= ${since}
  union all
  select msg.conversation_id, msg.seq, msg.sent_at from message msg
  where msg.sender_id = ${sender} and msg.sender_hidden_at is not null and msg.broadcast_id is null and msg.sent_at >= ${since}`;

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
  text: `with zone as materialized (
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
           select talk.id as conversation_id, talk.patient_id, own.seq, own.sent_at, true as mine
           from zone cross join lateral (${writtenBy('$1', 'zone.since_before')}) own join talk on talk.id = own.conversation_id
           union all
           select talk.id, talk.patient_id, theirs.seq, theirs.sent_at, false
           from zone cross join talk cross join lateral (${writtenBy('talk.patient_id', 'zone.since_before')}) theirs
           where theirs.conversation_id = talk.id
         ), answer as materialized (
           select extract(epoch from said.sent_at - asked.since)::float8 as seconds
           from zone join said on said.mine and said.sent_at >= zone.since
           join lateral (
             select q.sent_at as since from message q
             where q.conversation_id = said.conversation_id and q.sender_id = said.patient_id and q.seq < said.seq
               and q.seq > coalesce((
                 select prior.seq from message prior
                 where prior.conversation_id = said.conversation_id and prior.sender_id = $1 and prior.seq < said.seq
                 order by prior.seq desc limit 1), 0)
             order by q.seq limit 1
           ) asked on true
         ), day as (
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

export interface HouseRow {
  time_zone: string;
  total_messages: number;
  active_conversations: number;
  last_24_hours: number;
  failed_sends: number;
  queue: number;
  connected_now: number;
  series: { day: string; messages: number }[];
}

const processesForgottenAfter = '30 seconds';

const house = {
  name: 'find_figures_of_house',
  text: `with zone as materialized (
           select a.time_zone, ${midnight('$2::timestamptz', 'a.time_zone', 6)} as since from account a where a.id = $1
         ), recent as materialized (
           -- A day more than seven: where clocks change, seven days on the wall can be longer.
           select msg.conversation_id, msg.sent_at from message msg
           where msg.sent_at >= $2::timestamptz - interval '8 days' and msg.sent_at <= $2 and msg.kind = 'text'
         ), day as (
           select (zone.since at time zone zone.time_zone)::date + n as day from zone, generate_series(0, 6) n
         ), counted as (
           select (recent.sent_at at time zone zone.time_zone)::date as day, count(*)::int as messages
           from zone join recent on recent.sent_at >= zone.since group by 1
         )
         select zone.time_zone,
                (select count(*)::int from message where kind = 'text') as total_messages,
                (select count(distinct conversation_id)::int from recent where sent_at > $2::timestamptz - interval '7 days') as active_conversations,
                (select count(*)::int from recent where sent_at > $2::timestamptz - interval '24 hours') as last_24_hours,
                (select count(*)::int from scheduled_message where status = 'failed' and settled_at > $2::timestamptz - interval '7 days') as failed_sends,
                (select count(*)::int from job.job where state in ('created', 'retry', 'active') and start_after <= now()) as queue,
                (select coalesce(sum(windows), 0)::int from live_process
                 where seen_at > $2::timestamptz - interval '${processesForgottenAfter}') as connected_now,
                (select json_agg(json_build_object('day', day.day, 'messages', coalesce(counted.messages, 0)) order by day.day)
                 from day left join counted using (day)) as series
         from zone`,
};

export async function findHouse(db: Queries, readerId: string, now: Date): Promise<HouseRow> {
  return (await db.run<HouseRow>(house, [readerId, now]))[0]!;
}

const report = {
  name: 'report_windows',
  text: `with gone as (delete from live_process where seen_at < $3::timestamptz - interval '1 day')
         insert into live_process (id, windows, seen_at) values ($1, $2, $3)
         on conflict (id) do update set windows = excluded.windows, seen_at = excluded.seen_at`,
};

export async function upsertProcess(db: Queries, processId: string, windows: number, at: Date): Promise<void> {
  await db.run(report, [processId, windows, at]);
}
