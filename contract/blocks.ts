// Blocks: one account refuses another; and what clinicians refused, for admins.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { cursor, id, limits, moment, nothing, page, pageSize, text } from './text.ts';

export const block = z.object({
  person,
  /** In the blocker's own words; null when none was given. */
  reason: z.string().nullable(),
  blockedAt: moment,
});
export type Block = z.infer<typeof block>;

export const blockAccount = endpoint({
  name: 'blockAccount',
  summary:
    'Block somebody: neither can write to the other or add the other to a group. A clinician who blocks a patient gives ' +
    'a reason. Repeating it replaces the reason',
  method: 'PUT',
  path: '/api/blocks/:accountId',
  access: 'session',
  params: z.object({ accountId: id }),
  body: z.object({ reason: text(1, limits.blockReason).nullable().optional() }),
  reply: block,
  status: 200,
  refusals: ['account_not_found', 'recipient_is_self', 'support_desk_not_blockable'],
});

export const unblockAccount = endpoint({
  name: 'unblockAccount',
  summary: 'End my block of somebody; without one nothing changes',
  method: 'DELETE',
  path: '/api/blocks/:accountId',
  access: 'session',
  params: z.object({ accountId: id }),
  reply: nothing,
  status: 204,
  refusals: [],
});

const pageQuery = z.object({ cursor: cursor.optional(), limit: pageSize });

export const listBlocks = endpoint({
  name: 'listBlocks',
  summary: 'Whom I block, newest first',
  method: 'GET',
  path: '/api/blocks',
  access: 'session',
  query: pageQuery,
  reply: page(block),
  status: 200,
  refusals: [],
});

export const listClinicianBlocks = endpoint({
  name: 'listClinicianBlocks',
  summary: 'Patients whom clinicians block, with the reason, newest first',
  method: 'GET',
  path: '/api/admin/blocks',
  access: ['admin'],
  query: pageQuery,
  reply: page(block.extend({ blockedBy: person })),
  status: 200,
  refusals: ['role_refused'],
});

export const blockEndpoints = [blockAccount, unblockAccount, listBlocks, listClinicianBlocks] as const;
