// Reactions: one of six quick answers to a message, at most one from each member, seen by all who see the message.
import { z } from 'zod';
import { person } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { id } from './text.ts';

export const reactionKind = z.enum(['heart', 'thumbs_up', 'thanks', 'smile', 'sad', 'hope']);
export type ReactionKind = z.infer<typeof reactionKind>;

export const reaction = z.object({ by: person, kind: reactionKind });
export type Reaction = z.infer<typeof reaction>;

/** All reactions to the message as they are now, oldest first. */
const reply = z.object({ reactions: z.array(reaction) });

export const reactToMessage = endpoint({
  name: 'reactToMessage',
  summary: 'React to a message I can see, where I may write; another reaction of mine gives way',
  method: 'PUT',
  path: '/api/messages/:id/reaction',
  access: 'session',
  params: z.object({ id }),
  body: z.object({ kind: reactionKind }),
  reply,
  status: 200,
  refusals: [
    'message_not_found',
    'announcement_one_way',
    'recipient_not_found',
    'recipient_unavailable',
    'you_blocked_them',
    'care_link_pending',
    'care_link_ended',
  ],
});

export const takeBackReaction = endpoint({
  name: 'takeBackReaction',
  summary: 'Take my reaction back, also where I may no longer write',
  method: 'DELETE',
  path: '/api/messages/:id/reaction',
  access: 'session',
  params: z.object({ id }),
  reply,
  status: 200,
  refusals: ['message_not_found'],
});

export const reactionEndpoints = [reactToMessage, takeBackReaction] as const;
