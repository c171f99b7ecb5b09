// Reacting to a message: the six kinds with their signs, and what giving or taking one back does to the pages.
import {
  IconHeart,
  IconHeartHandshake,
  IconMoodSad,
  IconMoodSmile,
  IconSunrise,
  IconThumbUp,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../contract/messages.ts';
import { reactToMessage, takeBackReaction } from '../../contract/reactions.ts';
import type { ReactionKind } from '../../contract/reactions.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { toast } from '../kit/Toasts.tsx';
import { foldReactions } from '../live/fold.ts';

export const signs = {
  heart: IconHeart,
  thumbs_up: IconThumbUp,
  thanks: IconHeartHandshake,
  smile: IconMoodSmile,
  sad: IconMoodSad,
  hope: IconSunrise,
} as const satisfies Record<ReactionKind, unknown>;

/** Gives the reaction, or takes it back when it is there already. */
export function useReact(message: Message): (kind: ReactionKind) => void {
  const client = useQueryClient();
  const me = useMe().id;
  const params = { id: message.id };
  const { mutate } = useMutation({
    mutationFn: (kind: ReactionKind) =>
      message.reactions.some((one) => one.by.id === me && one.kind === kind)
        ? call(takeBackReaction, { params })
        : call(reactToMessage, { params, body: { kind } }),
    onSuccess: ({ reactions }) => foldReactions(client, message, reactions, me),
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
  return mutate;
}
