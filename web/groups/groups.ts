// Groups as the screens use them: making one, who is in it, changing and leaving it, and invitations.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  addMembers,
  answerInvitation,
  createGroup,
  listInvitations,
  listMembers,
  removeMember,
  renameGroup,
} from '../../contract/groups.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { readAll } from '../api/read-all.ts';
import { keys } from '../live/cache.ts';
import { withMeanwhile } from '../live/fold.ts';

export function useMembers(conversationId: string, wanted = true) {
  const me = useMe().id;
  const queryKey = keys.members(conversationId);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      withMeanwhile(queryKey, me, () => call(listMembers, { params: { id: conversationId }, signal })),
    enabled: wanted,
    staleTime: 0,
  });
}

export function useInvitations() {
  const me = useMe().id;
  return useQuery({
    queryKey: keys.invitations,
    queryFn: ({ signal }) =>
      withMeanwhile(keys.invitations, me, () => readAll((page) => call(listInvitations, { query: page, signal }))),
  });
}

export function useCreateGroup() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { clientId: string; subject: string; memberIds: string[] }) => call(createGroup, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.inboxes }),
  });
}

export function useAnswerInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ conversationId, accept }: { conversationId: string; accept: boolean }) =>
      call(answerInvitation, { params: { conversationId }, body: { accept } }),
    onSettled: () =>
      Promise.all([keys.invitations, keys.inboxes].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Adding, removing, leaving and renaming; what they change is asked for again. */
export function useChangeGroup(id: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [keys.members(id), keys.thread(id), keys.inboxes].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const params = { id };
  return {
    add: useMutation({
      mutationFn: (memberIds: string[]) => call(addMembers, { params, body: { memberIds } }),
      onSettled,
    }),
    rename: useMutation({
      mutationFn: (subject: string) => call(renameGroup, { params, body: { subject } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (accountId: string) => call(removeMember, { params: { id, accountId } }),
      onSettled,
    }),
    leave: useMutation({
      mutationFn: (me: string) => call(removeMember, { params: { id, accountId: me } }),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.inboxes }),
    }),
  };
}
