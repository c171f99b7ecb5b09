// Sending: one message after the other in the order they were written, kept and repeated until the server has answered.
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Mutation, MutationOptions, QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useMemo } from 'react';
import { sendToConversation } from '../../contract/messages.ts';
import type { Message } from '../../contract/messages.ts';
import { call } from '../api/call.ts';
import { Refusal, passes } from '../api/refusal.ts';
import { signedIn } from '../api/session.ts';
import { announce } from '../kit/announce.tsx';
import type { ThreadPage } from '../live/cache.ts';
import { foldOwnMessage } from '../live/fold.ts';

export interface Draft {
  conversationId: string;
  /** Made once per message, so that repeating it sends nothing twice. */
  clientId: string;
  subject: string | null;
  body: string;
  at: string;
}

export interface Sending extends Draft {
  state: 'sending' | 'waiting' | 'failed';
  error: Error | null;
  retry: () => void;
  remove: () => void;
}

export const sendKey = ['send'] as const;
/** Longest pause between two attempts, in milliseconds. */
const longestPause = 3_000;

/** Whether the server does not have a message that was written, in any place or in one. */
export function hasUnsent(client: QueryClient, conversationId?: string): boolean {
  const waiting = client.getMutationCache().findAll({
    mutationKey: sendKey,
    predicate: ({ state }) =>
      (state.status === 'pending' || state.status === 'error') &&
      (!conversationId || (state.variables as Draft | undefined)?.conversationId === conversationId),
  });
  return waiting.length > 0;
}

export function setUpSending(client: QueryClient): void {
  client.setMutationDefaults(sendKey, {
    mutationFn: ({ conversationId, clientId, subject, body }: Draft) =>
      call(sendToConversation, { params: { id: conversationId }, body: { clientId, subject, body } }),
    scope: { id: 'send' },
    gcTime: Number.POSITIVE_INFINITY,
    retry: (_, error) => passes(error),
    retryDelay: (count, error) =>
      error instanceof Refusal && error.retryAfter
        ? error.retryAfter * 1_000
        : Math.min(longestPause, 500 * 2 ** count),
    onSuccess: (message: Message) => foldOwnMessage(client, message, signedIn()!.id),
    onError: () => announce(i18next.t('messages.failedAloud')),
  });
}

export function useSend(conversationId: string): (text: { subject: string | null; body: string }) => void {
  const { mutate } = useMutation<Message, Error, Draft>({ mutationKey: sendKey });
  return ({ subject, body }) =>
    mutate({ conversationId, subject, body, clientId: crypto.randomUUID(), at: new Date().toISOString() });
}

async function again(client: QueryClient, draft: Draft): Promise<void> {
  const options: MutationOptions<Message, Error, Draft> = { mutationKey: sendKey };
  try {
    await client.getMutationCache().build(client, client.defaultMutationOptions(options)).execute(draft);
  } catch {
    // The bubble shows it; setUpSending has said it aloud.
  }
}

interface Unsent {
  mutation: Mutation<Message, Error, Draft>;
  draft: Draft;
  state: Sending['state'];
  error: Error | null;
}

/** All that the server does not have yet. One goes after the other: while one waits for the connection, all do. */
function useUnsent(): Unsent[] {
  const all = useMutationState({
    filters: { mutationKey: sendKey, predicate: ({ state }) => state.status === 'pending' || state.status === 'error' },
    select: (mutation) => ({ mutation: mutation as unknown as Mutation<Message, Error, Draft>, state: mutation.state }),
  });
  // The same as long as nothing of it changed: a thread of thousands is not laid out anew while somebody scrolls.
  return useMemo(() => {
    const stuck = all.some(({ state }) => state.status === 'pending' && state.failureCount > 0);
    return all.map(({ mutation, state }) => ({
      mutation,
      draft: state.variables as Draft,
      state: state.status === 'error' ? 'failed' : stuck ? 'waiting' : 'sending',
      error: state.error as Error | null,
    }));
  }, [all]);
}

export type NotOut = Draft & { state: 'waiting' | 'failed' };

/** Of each conversation the newest message that did not get out; one that was refused before one that goes out by itself. */
export function useNotOut(): ReadonlyMap<string, NotOut> {
  const unsent = useUnsent();
  return useMemo(() => {
    const rows = new Map<string, NotOut>();
    for (const { draft, state } of unsent)
      if (state === 'failed' || (state === 'waiting' && rows.get(draft.conversationId)?.state !== 'failed'))
        rows.set(draft.conversationId, { ...draft, state });
    return rows;
  }, [unsent]);
}

/** What was written in a conversation and is not in these pages of it yet, in the order it was written. */
export function useSending(conversationId: string, pages: readonly ThreadPage[]): Sending[] {
  const client = useQueryClient();
  const unsent = useUnsent();
  return useMemo(() => {
    const known = new Set(pages.flatMap((page) => page.items.map((message) => message.clientId)));
    return unsent
      .filter(({ draft }) => draft.conversationId === conversationId && !known.has(draft.clientId))
      .map(({ mutation, draft, state, error }): Sending => {
        const remove = () => client.getMutationCache().remove(mutation);
        return {
          ...draft,
          state,
          error,
          remove,
          retry: () => {
            remove();
            void again(client, draft);
          },
        };
      });
  }, [conversationId, unsent, pages, client]);
}
