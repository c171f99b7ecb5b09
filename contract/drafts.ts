// Drafts: what a person has begun to write, kept on the server, one per goal.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { id, limits, longText, moment, nothing } from './text.ts';

export const draft = z.object({
  id,
  /** Whom it is for; null for a group, or while there is no recipient. */
  to: person.nullable(),
  /** The conversation it would go into, if there is one. */
  conversationId: id.nullable(),
  subject: z.string().nullable(),
  body: z.string(),
  /** Counts how often it was saved. */
  version: z.number().int().positive(),
  updatedAt: moment,
});
export type Draft = z.infer<typeof draft>;

export const listDrafts = endpoint({
  name: 'listDrafts',
  summary: 'All my drafts, newest first; at most 200',
  method: 'GET',
  path: '/api/drafts',
  access: 'session',
  query: z.object({ conversationId: id.optional(), to: id.optional() }),
  reply: z.object({ items: z.array(draft) }),
  status: 200,
  refusals: [],
});

export const saveDraft = endpoint({
  name: 'saveDraft',
  summary: 'Save what I have begun to write to one person, into a group, or (with neither) to nobody yet',
  method: 'PUT',
  path: '/api/drafts',
  access: 'session',
  body: z
    .object({
      to: id.optional(),
      conversationId: id.optional(),
      subject: longText(limits.subject).nullable().optional(),
      /** Kept exactly as it was typed; may be longer than what can be sent. */
      body: longText(limits.message * 2),
      /** The version that was changed, 0 for a new draft: another device's changes are not written over unseen. */
      version: z.number().int().nonnegative(),
    })
    .refine((body) => body.to === undefined || body.conversationId === undefined, {
      path: ['to'],
      message: 'give to or conversationId, not both',
    }),
  reply: draft,
  status: 200,
  refusals: [
    'recipient_not_found',
    'recipient_is_self',
    'conversation_not_found',
    'announcement_one_way',
    'draft_changed',
    'draft_limit',
  ],
});

export const deleteDraft = endpoint({
  name: 'deleteDraft',
  summary: 'Throw my draft away for good',
  method: 'DELETE',
  path: '/api/drafts/:id',
  access: 'session',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  refusals: ['draft_not_found'],
});

export const draftEndpoints = [listDrafts, saveDraft, deleteDraft] as const;
