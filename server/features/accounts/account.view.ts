// From account rows to what the contract shows of a person.
import type { Me, Person } from '../../../contract/accounts.ts';
import type { AccountRecord } from '../../../contract/admin-accounts.ts';
import type { RecordRow } from './account-record.store.ts';
import type { AccountRow, PersonRow } from './account.store.ts';

export const viewPerson = (row: PersonRow): Person => ({
  id: row.id,
  displayName: row.display_name,
  headline: row.headline,
  role: row.role,
});

export const viewMe = (row: AccountRow): Me => ({
  ...viewPerson(row),
  username: row.username,
  email: row.email,
  timeZone: row.time_zone,
  createdAt: row.created_at.toISOString(),
  twoFactor: row.two_factor,
});

export const viewRecord = (row: RecordRow): AccountRecord => ({
  ...viewPerson(row),
  username: row.username,
  email: row.email,
  createdAt: row.created_at.toISOString(),
  deactivatedAt: row.deactivated_at?.toISOString() ?? null,
  setUp: row.set_up,
  twoFactor: row.two_factor,
});
