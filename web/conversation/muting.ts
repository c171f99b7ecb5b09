// Muting a conversation, or hearing of it again; the event that follows says so in every window.
import { useMutation } from '@tanstack/react-query';
import { muteConversation, unmuteConversation } from '../../contract/muting.ts';
import { call } from '../api/call.ts';

export function useMute(conversationId: string) {
  const params = { id: conversationId };
  return useMutation({
    mutationFn: (mute: boolean) => call(mute ? muteConversation : unmuteConversation, { params }),
  });
}
