// Putting conversations away: mine alone, until somebody writes again.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, nothing } from './text.ts';

const archiving = { params: z.object({ id }), reply: nothing, status: 204, access: 'session' } as const;

export const archiveConversation = endpoint({
  ...archiving,
  name: 'archiveConversation',
  summary: 'Put a conversation away for me alone; a new message brings it back',
  method: 'PUT',
  path: '/api/conversations/:id/archive',
  refusals: ['conversation_not_found'],
});

export const unarchiveConversation = endpoint({
  ...archiving,
  name: 'unarchiveConversation',
  summary: 'Bring an archived conversation back',
  method: 'DELETE',
  path: '/api/conversations/:id/archive',
  refusals: ['conversation_not_found'],
});

export const archiveMessage = endpoint({
  ...archiving,
  name: 'archiveMessage',
  summary: 'Put the conversation of a message away for me alone; a new message brings it back',
  method: 'PUT',
  path: '/api/messages/:id/archive',
  refusals: ['message_not_found'],
});

export const unarchiveMessage = endpoint({
  ...archiving,
  name: 'unarchiveMessage',
  summary: 'Bring the archived conversation of a message back',
  method: 'DELETE',
  path: '/api/messages/:id/archive',
  refusals: ['message_not_found'],
});

export const archivingEndpoints = [
  archiveConversation,
  unarchiveConversation,
  archiveMessage,
  unarchiveMessage,
] as const;
