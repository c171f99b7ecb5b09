// Groups as the screens use them: who is in one, invitations, making, renaming and leaving.
import { useQuery } from '@tanstack/react-query';
import { listMembers } from '../../contract/groups.ts';
import { call } from '../api/call.ts';
import { keys } from '../live/cache.ts';

export function useMembers(conversationId: string, wanted = true) {
  return useQuery({
    queryKey: keys.members(conversationId),
    queryFn: ({ signal }) => call(listMembers, { params: { id: conversationId }, signal }),
    enabled: wanted,
    staleTime: 0,
  });
}
