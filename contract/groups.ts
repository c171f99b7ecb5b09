// Groups: making one, who is in it, and the invitations by which patients come in.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { conversation } from './messages.ts';
import { cursor, id, limits, moment, newClientId, nothing, page, pageSize, text } from './text.ts';

const subject = text(1, limits.groupName);
const memberIds = z
  .array(id)
  .min(1)
  .max(limits.groupMembers - 1);

const member = z.object({
  person,
  /** True for whoever made the group. */
  maker: z.boolean(),
  /** Null while invited and not yet in the group. */
  joinedAt: moment.nullable(),
  /** Of an open invitation; these are shown to clinicians and admins alone. */
  invitedAt: moment.nullable(),
});
export type Member = z.infer<typeof member>;
const memberList = z.object({ items: z.array(member) });

const invitation = z.object({
  conversationId: id,
  /** Name of the group. */
  subject: z.string(),
  invitedBy: person,
  invitedAt: moment,
});
export type Invitation = z.infer<typeof invitation>;

export const createGroup = endpoint({
  name: 'createGroup',
  summary:
    'Make a group; clinicians and admins are in it at once, patients are invited. The same again under its clientId answers 200 with the first',
  method: 'POST',
  path: '/api/conversations',
  access: 'session',
  limit: 'send',
  body: z.object({ clientId: newClientId, subject, memberIds }),
  reply: conversation,
  status: 201,
  refusals: ['client_id_reused', 'recipient_not_found', 'recipient_is_self', 'conversation_not_found'],
});

export const renameGroup = endpoint({
  name: 'renameGroup',
  summary: 'Give a group another name; for its maker and the clinicians and admins in it',
  method: 'PATCH',
  path: '/api/conversations/:id',
  access: 'session',
  limit: 'send',
  params: z.object({ id }),
  body: z.object({ subject }),
  reply: conversation,
  status: 200,
  refusals: ['conversation_not_found', 'not_yours_to_change'],
});

export const listMembers = endpoint({
  name: 'listMembers',
  summary: 'Who is in a group; clinicians and admins also see who is invited',
  method: 'GET',
  path: '/api/conversations/:id/members',
  access: 'session',
  params: z.object({ id }),
  reply: memberList,
  status: 200,
  refusals: ['conversation_not_found'],
});

export const addMembers = endpoint({
  name: 'addMembers',
  summary: 'Add people whom I may reach, patients by invitation; whoever is there already stays as they are',
  method: 'POST',
  path: '/api/conversations/:id/members',
  access: 'session',
  limit: 'send',
  params: z.object({ id }),
  body: z.object({ memberIds }),
  reply: memberList,
  status: 200,
  refusals: ['conversation_not_found', 'not_yours_to_change', 'recipient_not_found', 'group_full'],
});

export const removeMember = endpoint({
  name: 'removeMember',
  summary: 'Leave a group, remove somebody from it or take back an invitation',
  method: 'DELETE',
  path: '/api/conversations/:id/members/:accountId',
  access: 'session',
  params: z.object({ id, accountId: id }),
  reply: nothing,
  status: 204,
  refusals: ['conversation_not_found', 'not_yours_to_change', 'member_not_found'],
});

export const listInvitations = endpoint({
  name: 'listInvitations',
  summary: 'Groups I am invited to and have not answered, newest first',
  method: 'GET',
  path: '/api/invitations',
  access: 'session',
  query: z.object({ cursor: cursor.optional(), limit: pageSize }),
  reply: page(invitation),
  status: 200,
  refusals: [],
});

export const answerInvitation = endpoint({
  name: 'answerInvitation',
  summary: 'Join a group I am invited to, or decline; what is said there is mine to read from joining on',
  method: 'PUT',
  path: '/api/invitations/:conversationId',
  access: 'session',
  params: z.object({ conversationId: id }),
  body: z.object({ accept: z.boolean() }),
  reply: z.object({
    /** The group I joined; null when I declined. */
    conversation: conversation.nullable(),
  }),
  status: 200,
  refusals: ['invitation_not_found'],
});

export const groupEndpoints = [
  createGroup,
  renameGroup,
  listMembers,
  addMembers,
  removeMember,
  listInvitations,
  answerInvitation,
] as const;
