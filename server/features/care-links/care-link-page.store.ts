// SQL of care links as they are listed: newest first, by status and by the name of either side.
import type { CareLink } from '../../../contract/care-links.ts';
import { literal, named } from '../../db/named.ts';
import type { Queries } from '../../db/transact.ts';
import { newest } from '../../page/cursor.ts';
import type { Place } from '../../page/cursor.ts';
import { columns, sideOf } from './care-link.store.ts';
import type { CareLinkRow, Reader } from './care-link.store.ts';

// Everywhere: $1 the name, $2 the statuses, $3 and $4 the place, $5 how many.
const older = '(l.asked_at, l.id) < ($3::timestamptz, $4::uuid)';
const newestFirst = 'order by asked_at desc, id desc limit';
const fits = `($1 = '' or exists (select from account a where a.id in (l.patient_id, l.clinician_id) and ${named}))`;

// `limit 1` keeps the planner from reading every account to show a page of links.
const shown = `
  select ${columns} from page l
  join lateral (select found.* from account found where found.id = l.patient_id limit 1) p on true
  join lateral (select found.* from account found where found.id = l.clinician_id limit 1) c on true
  order by l.asked_at desc, l.id desc`;

const own = {
  name: 'find_own_care_links',
  text: `with page as materialized (
           select l.* from care_link l
           where (l.patient_id = $6 or l.clinician_id = $6) and l.status = any($2::text[]) and ${older} and ${fits}
           ${newestFirst} $5)
         ${shown}`,
};

const near = `(case when $1 = '' then $5 else 1000 end)`;
/** SQL of the newest links of somebody found. */
const ofFound = (side: 'patient' | 'clinician') => `(
  select l.* from care_link l
  where l.${side}_id = found.id and l.status = any($2::text[]) and ${older} ${newestFirst} $5)`;

// A name that many have fills the page from the links that come next. Only one that few have is looked for among all people, and
// then in their links: so neither reads all links. The index holds them by lower(status).
const everybodys = {
  name: 'find_care_links',
  text: `with near as materialized (
           select l.* from unnest($2::text[]) as wanted(status) cross join lateral (
             select l.* from care_link l where lower(l.status) = wanted.status and ${older} ${newestFirst} ${near}) l
           ${newestFirst} ${near}),
         met as materialized (select l.* from near l where ${fits} ${newestFirst} $5),
         found as materialized (
           select a.id from account a
           where (select count(*) from met) < $5 and (select count(*) from near) = 1000 and ${named}),
         page as materialized (
           select * from met
           union
           select l.* from found cross join lateral (${ofFound('patient')} union all ${ofFound('clinician')}) l
           ${newestFirst} $5)
         ${shown}`,
};

export interface Listed {
  readonly query: string;
  readonly statuses: readonly CareLink['status'][];
}

/** The next `limit` links of the reader, or all of them where that is null; an admin's are everybody's and need a number. */
export function findCareLinks(
  db: Queries,
  reader: Reader,
  { query, statuses }: Listed,
  { at, id }: Place = newest,
  limit: number | null,
): Promise<CareLinkRow[]> {
  const values = [literal(query), statuses, at, id, limit];
  if (sideOf(reader) === 'party') return db.run<CareLinkRow>(own, [...values, reader.accountId]);
  return db.run<CareLinkRow>(everybodys, values);
}
