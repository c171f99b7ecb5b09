// Hearing nothing of a conversation: mine alone, until I ask for it again.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, nothing } from './text.ts';

const muting = {
  path: '/api/conversations/:id/mute',
  params: z.object({ id }),
  reply: nothing,
  status: 204,
  access: 'session',
  refusals: ['conversation_not_found'],
} as const;

export const muteConversation = endpoint({
  ...muting,
  name: 'muteConversation',
  summary:
    'No more notifications of messages in a conversation, for me alone; they still count as unread. ' +
    'Flags for words that worry are notified of all the same',
  method: 'PUT',
});

export const unmuteConversation = endpoint({
  ...muting,
  name: 'unmuteConversation',
  summary: 'Notifications of a conversation again, from the next message on',
  method: 'DELETE',
});

export const mutingEndpoints = [muteConversation, unmuteConversation] as const;
