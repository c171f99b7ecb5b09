// SQL that finds people: by the start of a name, or exactly, for a care link.
import type { Role } from '../../../contract/endpoint.ts';
import { limits } from '../../../contract/text.ts';
import { literal, named } from '../../db/named.ts';
import type { Queries } from '../../db/transact.ts';
import { noPassword } from './account.store.ts';
import type { PersonRow } from './account.store.ts';

const columns = 'a.id, a.display_name, a.headline, a.role';
const here = `a.deactivated_at is null and a.id <> $2 and ($3::text is null or a.role = $3) and ${named}`;
/** SQL of those who work here, and of those in care with $2, that are named so. */
const staff = (roles: string) => `select ${columns} from account a where a.role in (${roles}) and ${here}`;
const linked = (other: 'patient' | 'clinician', own: 'patient' | 'clinician') => `
  select ${columns} from care_link l join account a on a.id = l.${other}_id
  where l.${own}_id = $2 and l.status = 'active' and ${here}`;

// Whom a person may write to, by role. Reached first and named then, because a clinic has many more patients than anybody has; blocks
// are looked for last, of those few.
const reached = {
  patient: `${staff(`'admin'`)} union all ${linked('clinician', 'patient')}`,
  clinician: `${staff(`'admin', 'clinician'`)} union all ${linked('patient', 'clinician')}`,
  admin: `select ${columns} from account a where ${here}`,
};
const notBlocked = `(a.role = 'admin' or not exists (
  select from block b where b.blocker_id in ($2, a.id) and b.blocked_id in ($2, a.id)))`;

// The support desk stands after those who give care.
const reachedBy = (role: keyof typeof reached) => ({
  name: `find_people_of_${role}`,
  text: `with reached as materialized (${reached[role]})
         select ${columns} from reached a${role === 'admin' ? '' : ` where ${notBlocked}`}
         order by a.role = 'admin', lower(a.display_name), a.id limit ${limits.people}`,
});
const findPeople = { patient: reachedBy('patient'), clinician: reachedBy('clinician'), admin: reachedBy('admin') };

export interface Sought {
  readonly query: string;
  readonly role?: Role | undefined;
}

/** The first of those whom the reader may write to. */
export function findReachablePeople(
  db: Queries,
  reader: { accountId: string; role: keyof typeof reached },
  { query, role }: Sought,
): Promise<PersonRow[]> {
  return db.run<PersonRow>(findPeople[reader.role], [literal(query), reader.accountId, role ?? null]);
}

// Whom a patient may ask for care and who is offered for it are the same people, or the difference would tell of a block. Who was
// only invited cannot answer; those who arrange care may still name them.
const notBlocking = (asker: string) =>
  `not exists (select from block b where b.blocker_id = a.id and b.blocked_id = ${asker}::uuid)`;
const setUp = `a.password_hash <> '${noPassword}'`;

const findAll = {
  name: 'find_clinicians',
  text: `select a.id, a.display_name, a.headline, a.role from account a
         where a.role = 'clinician' and a.deactivated_at is null and a.id <> $2 and ${setUp}
           and ${named} and ${notBlocking('$2')}
         order by lower(a.display_name), a.id limit ${limits.clinicians}`,
};

export function findClinicians(db: Queries, readerId: string, query: string): Promise<PersonRow[]> {
  return db.run<PersonRow>(findAll, [literal(query), readerId]);
}

const findOfRole = {
  name: 'find_account_of_role',
  text: `select a.id from account a
         where a.role = $1 and a.deactivated_at is null and (a.id = $2 or a.username = $3 or a.email = $3)
           and ${notBlocking('$4')} and ($5 <> 'patient' or ${setUp})`,
};

/** The account by id or by exact username or e-mail address, if it has that role and may be asked by that person. */
export async function findAccountOfRole(
  db: Queries,
  role: Role,
  by: { id?: string | undefined; identifier?: string | undefined },
  asker: { accountId: string; role: Role },
): Promise<string | undefined> {
  const identifier = by.identifier?.toLowerCase() ?? null;
  const [row] = await db.run<{ id: string }>(findOfRole, [
    role,
    by.id ?? null,
    identifier,
    asker.accountId,
    asker.role,
  ]);
  return row?.id;
}
