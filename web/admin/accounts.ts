// Accounts as the admin's page uses them: the list, making one, deactivating and bringing back.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount, createAccount, listAccounts } from '../../contract/admin-accounts.ts';
import type { AccountRecord } from '../../contract/admin-accounts.ts';
import type { BodyInput, Role } from '../../contract/endpoint.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { toast } from '../kit/Toasts.tsx';

const key = 'accounts';

export function useAccounts(role: Role | '') {
  return useInfiniteQuery({
    queryKey: [key, role],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(listAccounts, { query: { role: role || undefined, cursor: pageParam }, signal }),
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

export function useDeactivate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ account, deactivated }: { account: AccountRecord; deactivated: boolean }) =>
      call(changeAccount, { params: { id: account.id }, body: { deactivated } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [key] }),
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
}
