// SQL of accounts as admins keep them.
import type { Role } from '../../../contract/endpoint.ts';
import { literal, named } from '../../db/named.ts';
import type { Queries, Tx } from '../../db/transact.ts';
import { noPassword } from './account.store.ts';
import type { AccountRow } from './account.store.ts';

export interface RecordRow extends AccountRow {
  deactivated_at: Date | null;
  /** A password was chosen. */
  set_up: boolean;
}

const columns = `a.id, a.display_name, a.headline, a.role, a.username, a.email, a.time_zone, a.created_at, a.deactivated_at,
                 a.password_hash <> '${noPassword}' as set_up, a.two_factor_since is not null as two_factor`;

const findPage = {
  name: 'find_account_records',
  text: `select ${columns} from account a
         where ($1 = '' or ${named}) and ($2::text is null or a.role = $2) and (a.created_at, a.id) < ($3::timestamptz, $4::uuid)
         order by a.created_at desc, a.id desc limit $5`,
};

interface RecordPlace {
  readonly at: Date;
  readonly id: string;
}
const newest: RecordPlace = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export const findRecords = (
  db: Queries,
  filter: { query: string; role: Role | undefined },
  place: RecordPlace = newest,
  limit: number,
) => db.run<RecordRow>(findPage, [literal(filter.query), filter.role ?? null, place.at, place.id, limit]);

// All admins are locked in one order, so that two of them cannot take each other's role at the same moment.
const lock = {
  name: 'lock_account_record',
  text: `select ${columns} from account a where a.id = $1 or a.role = 'admin' and a.deactivated_at is null
         order by a.id for no key update`,
};

/** The account, and how many other admins can sign in. */
export async function lockRecord(tx: Tx, id: string): Promise<{ record: RecordRow | undefined; otherAdmins: number }> {
  const rows = await tx.run<RecordRow>(lock, [id]);
  const others = rows.filter((row) => row.id !== id);
  return { record: rows.find((row) => row.id === id), otherAdmins: others.length };
}

const change = {
  name: 'update_account_record',
  text: `update account a set role = $2, deactivated_at = $3 where a.id = $1 returning ${columns}`,
};

export async function updateRecord(tx: Tx, id: string, role: Role, deactivatedAt: Date | null): Promise<RecordRow> {
  const [row] = await tx.run<RecordRow>(change, [id, role, deactivatedAt]);
  return row!;
}
