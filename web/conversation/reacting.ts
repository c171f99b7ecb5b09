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
import { useTranslation } from 'react-i18next';
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

/** Each kind that is there, with how many gave it and the words that say who. */
export function useReactions({ reactions }: Message) {
  const { t } = useTranslation();
  const me = useMe().id;
  return [...new Set(reactions.map((one) => one.kind))].map((kind) => {
    const from = reactions.filter((one) => one.kind === kind).map((one) => one.by);
    const names = from.map((person) => (person.id === me ? t('messages.me') : person.displayName)).join(', ');
    return {
      kind,
      count: from.length,
      mine: from.some((person) => person.id === me),
      label: t('messages.reactedBy', { kind: t(`messages.reaction.${kind}`), names }),
    };
  });
}

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
