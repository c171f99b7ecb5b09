// SQL that reads the audit trail, a page at a time or all of it.
import type { Queries } from '../../db/transact.ts';
import type { Role } from '../../../contract/endpoint.ts';
import { newest } from '../../page/cursor.ts';
import type { Place } from '../../page/cursor.ts';

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

// Each filter that is given is one condition, so that each combination is planned with the index that suits it.
const conditions = {
  actor: (n: number) => `e.actor_id = $${n}::uuid`,
  action: (n: number) => `e.action = $${n}::text`,
  subject: (n: number) => `e.subject_id = $${n}::uuid`,
  after: (n: number) => `e.at >= $${n}::timestamptz`,
  before: (n: number) => `e.at < $${n}::timestamptz`,
};
const keys = Object.keys(conditions) as (keyof AuditFilter)[];
export const givenIn = (filter: AuditFilter) => keys.filter((key) => filter[key] !== undefined);

function filtered(filter: AuditFilter, firstParameter: number) {
  const given = givenIn(filter);
  return {
    name: given.length > 0 ? given.join('_') : 'all',
    where: given.map((key, index) => ` and ${conditions[key](firstParameter + index)}`).join(''),
    values: given.map((key) => filter[key]!),
  };
}

interface NamedRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
}

export interface AuditRow {
  id: string;
  at: Date;
  action: string;
  outcome: 'allowed' | 'denied';
  subject_kind: string | null;
  subject_id: string | null;
  session_id: string | null;
  address: string | null;
  request_id: string | null;
  detail: Record<string, unknown>;
  actor: NamedRow | null;
  subject: NamedRow | null;
}

const person = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'display_name', ${alias}.display_name,
     'headline', ${alias}.headline, 'role', ${alias}.role) end`;

export const auditPage = (filter: AuditFilter, place: Place = newest, limit: number) => {
  const { name, where, values } = filtered(filter, 4);
  return {
    statement: {
      name: `find_audit_entries_${name}`,
      text: `select e.id, e.at, e.action, e.outcome, e.subject_kind, e.subject_id, e.session_id, host(e.address) as address,
                    e.request_id, e.detail, ${person('actor')} as actor, ${person('subject')} as subject
             from audit_entry e
             left join account actor on actor.id = e.actor_id left join account subject on subject.id = e.subject_id
             where (e.at, e.id) < ($1::timestamptz, $2::uuid)${where}
             order by e.at desc, e.id desc limit $3`,
    },
    values: [place.at, place.id, limit, ...values],
  };
};

export function findAuditEntries(db: Queries, filter: AuditFilter, place: Place | undefined, limit: number) {
  const { statement, values } = auditPage(filter, place, limit);
  return db.run<AuditRow>(statement, values);
}

/** In the order of the file; `detail` is JSON. */
export const auditColumns = [
  'id',
  'at',
  'actorId',
  'actorName',
  'action',
  'outcome',
  'subjectKind',
  'subjectId',
  'sessionId',
  'address',
  'requestId',
  'detail',
] as const;

/** All entries that fit, oldest first, every column as text. */
export function everyAuditEntry(filter: AuditFilter) {
  const { where, values } = filtered(filter, 1);
  return {
    text: `select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.actor_id, actor.display_name,
                  e.action, e.outcome, e.subject_kind, e.subject_id, e.session_id, host(e.address), e.request_id, e.detail
           from audit_entry e left join account actor on actor.id = e.actor_id
           where true${where} order by e.at, e.id`,
    values,
  };
}
