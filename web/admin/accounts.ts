// Accounts as the admin's page uses them: the list, inviting somebody, and everything that changes one.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount, createAccount, listAccounts } from '../../contract/admin-accounts.ts';
import type { BodyInput, Role } from '../../contract/endpoint.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { toast } from '../kit/Toasts.tsx';

const key = 'accounts';

export function useAccounts(role: Role | '', query: string) {
  return useInfiniteQuery({
    queryKey: [key, role, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(listAccounts, { query: { role: role || undefined, query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useCreateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof createAccount>) => call(createAccount, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: [key] }),
  });
}

export type AccountChange = BodyInput<typeof changeAccount>;

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: AccountChange }) =>
      call(changeAccount, { params: { id }, body: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: [key] }),
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
}
