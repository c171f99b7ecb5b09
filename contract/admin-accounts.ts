// Accounts as admins keep them: who there is, making one, changing a role, deactivating.
import { z } from 'zod';
import { newAccount, person } from './accounts.ts';
import { endpoint, role } from './endpoint.ts';
import { cursor, id, limits, moment, page, pageSize, text } from './text.ts';

export const accountRecord = person.extend({
  username: z.string(),
  email: z.string().nullable(),
  createdAt: moment,
  /** Since when the account cannot sign in and receives nothing; null while it can. */
  deactivatedAt: moment.nullable(),
});
export type AccountRecord = z.infer<typeof accountRecord>;

export const listAccounts = endpoint({
  name: 'listAccounts',
  summary: 'All accounts, newest first; by the start of a name or username, and by role',
  method: 'GET',
  path: '/api/admin/accounts',
  access: ['admin'],
  query: z.object({
    query: text(0, limits.search.max).default(''),
    role: role.optional(),
    cursor: cursor.optional(),
    limit: pageSize,
  }),
  reply: page(accountRecord),
  status: 200,
  refusals: ['role_refused'],
});

export const createAccount = endpoint({
  name: 'createAccount',
  summary: 'Make an account with a first password, which its owner then changes',
  method: 'POST',
  path: '/api/admin/accounts',
  access: ['admin'],
  body: newAccount.extend({ role }),
  reply: accountRecord,
  status: 201,
  refusals: ['role_refused', 'identifier_taken', 'password_too_common', 'overloaded'],
});

export const changeAccount = endpoint({
  name: 'changeAccount',
  summary: 'Change the role of an account, deactivate it or bring it back; what is not sent stays. Ends its sessions',
  method: 'PATCH',
  path: '/api/admin/accounts/:id',
  access: ['admin'],
  params: z.object({ id }),
  body: z.object({ role: role.optional(), deactivated: z.boolean().optional() }),
  reply: accountRecord,
  status: 200,
  refusals: ['role_refused', 'account_not_found', 'last_admin'],
});

export const adminAccountEndpoints = [listAccounts, createAccount, changeAccount] as const;
