// The crisis list as an admin changes it: what is held, and changes on top of it until they are saved.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeCrisisWords, readCrisisWords } from '../../../contract/crisis-words.ts';
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import type { BodyInput } from '../../../contract/endpoint.ts';
import { call } from '../../api/call.ts';
import { Refusal } from '../../api/refusal.ts';
import { sentenceFor } from '../../api/sentence.ts';
import { toast } from '../../kit/Toasts.tsx';

/** Kept as changes, so that they still fit when somebody else saved in between. */
export interface Changes {
  added: readonly string[];
  dropped: readonly string[];
  switched: readonly string[];
}
export const unchanged: Changes = { added: [], dropped: [], switched: [] };

export const toggled = (list: readonly string[], one: string): string[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

/** Pure: what the list would be. */
export function applied(words: CrisisWords, { added, dropped, switched }: Changes) {
  const additions = [...words.additions.filter((word) => !dropped.includes(word)), ...added];
  return {
    additions: [...new Set(additions)],
    removals: switched.reduce<string[]>((removals, id) => toggled(removals, id), words.removals),
  };
}

const key = ['crisis-words'];

export function useCrisisWords() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readCrisisWords, { signal }),
    refetchOnMount: 'always',
  });
}

export function useChangeCrisisWords() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeCrisisWords>) => call(changeCrisisWords, { body }),
    onSuccess: (words) => client.setQueryData(key, words),
    onError: async (error) => {
      toast(sentenceFor(error), 'wrong');
      if (error instanceof Refusal && error.code === 'crisis_words_changed')
        await client.invalidateQueries({ queryKey: key });
    },
  });
}
