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
  /** Not yet: the owner of an invitation has chosen no password. */
  setUp: z.boolean(),
  twoFactor: z.boolean(),
});
export type AccountRecord = z.infer<typeof accountRecord>;

/** Shown once, to be handed over; also sent to the e-mail address of the account where the service sends e-mail. Null when none was made. */
const invited = accountRecord.extend({
  invitation: z.object({ link: z.string(), expiresAt: moment }).nullable(),
});
export type Invited = z.infer<typeof invited>;

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
  summary: 'Make an account: with a first password, or without one and with a link to choose it, good once for 7 days',
  method: 'POST',
  path: '/api/admin/accounts',
  access: ['admin'],
  body: newAccount.partial({ password: true }).extend({ role }),
  reply: invited,
  status: 201,
  refusals: ['role_refused', 'identifier_taken', 'password_too_common', 'overloaded'],
});

export const changeAccount = endpoint({
  name: 'changeAccount',
  summary:
    'Change the role of an account, deactivate it or bring it back, which ends its sessions; or only one of the other things. What is not sent stays',
  method: 'PATCH',
  path: '/api/admin/accounts/:id',
  access: ['admin'],
  params: z.object({ id }),
  body: z.object({
    role: role.optional(),
    deactivated: z.boolean().optional(),
    /** Forgets failed attempts to sign in. */
    unlock: z.literal(true).optional(),
    endSessions: z.literal(true).optional(),
    /** For somebody who lost the app and the recovery codes. */
    removeTwoFactor: z.literal(true).optional(),
    /** A new link instead of the earlier one, as long as no password was chosen. */
    renewInvitation: z.literal(true).optional(),
  }),
  reply: invited,
  status: 200,
  refusals: ['role_refused', 'account_not_found', 'last_admin', 'invitation_used'],
});

export const adminAccountEndpoints = [listAccounts, createAccount, changeAccount] as const;
