// Figures of the house, each from stored facts in one statement for all of them.
import type { Queries } from '../../db/transact.ts';
import { midnight } from '../patients/week.ts';

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

// Messages are counted by where their conversations have come to, without what only tells who joined or left.
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
                ((select coalesce(sum(last_seq), 0) from conversation) - (select count(*) from message where kind <> 'text'))::int as total_messages,
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
