// All SQL for accounts.
import type { Role } from '../../../contract/endpoint.ts';
import type { Queries } from '../../db/transact.ts';

export interface PersonRow {
  id: string;
  display_name: string;
  headline: string | null;
  role: Role;
}

export interface AccountRow extends PersonRow {
  username: string;
  email: string | null;
  time_zone: string;
  created_at: Date;
}

const findById = {
  name: 'find_account',
  text: `select id, display_name, headline, role, username, email, time_zone, created_at
         from account where id = $1 and deactivated_at is null`,
};

export async function findAccount(db: Queries, id: string): Promise<AccountRow | undefined> {
  const [row] = await db.run<AccountRow>(findById, [id]);
  return row;
}
