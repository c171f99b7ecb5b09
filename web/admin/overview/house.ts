// The state of the house as the overview asks for it, again and again while somebody is there.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readAuditProof, readHealth, readHealthHistory, verifyAudit } from '../../../contract/administration.ts';
import { readAdminAnalytics } from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { call } from '../../api/call.ts';
import { sentenceFor } from '../../api/sentence.ts';
import { toast } from '../../kit/Toasts.tsx';

const healthMs = 5_000;
const figuresMs = 3_000;
const historyMs = 15_000;
const proofMs = 1_000;

const keys = {
  health: ['health'],
  history: ['health-history'],
  figures: ['house-figures'],
  proof: ['audit-proof'],
} as const;

export function useHealth(attended: boolean) {
  return useQuery({
    queryKey: keys.health,
    queryFn: ({ signal }) => call(readHealth, { signal }),
    refetchInterval: attended && healthMs,
    refetchOnMount: 'always',
  });
}

export function useHistory(attended: boolean) {
  return useQuery({
    queryKey: keys.history,
    queryFn: ({ signal }) => call(readHealthHistory, { signal }),
    refetchInterval: attended && historyMs,
    refetchOnMount: 'always',
  });
}

export type Figures = ReplyOf<typeof readAdminAnalytics>;

export function useFigures(attended: boolean) {
  return useQuery({
    queryKey: keys.figures,
    queryFn: ({ signal }) => call(readAdminAnalytics, { signal }),
    refetchInterval: attended && figuresMs,
    refetchOnMount: 'always',
  });
}

type Proof = ReplyOf<typeof readAuditProof>;

export function useProof() {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.proof,
    queryFn: async ({ signal }) => {
      const ran = client.getQueryData<Proof>(keys.proof)?.running;
      const proof = await call(readAuditProof, { signal });
      // The check of the audit trail says the same.
      if (ran && !proof.running) void client.invalidateQueries({ queryKey: keys.health });
      return proof;
    },
    refetchInterval: ({ state }) => (state.data?.running ? proofMs : false),
    refetchOnMount: 'always',
  });
}

export function useVerify() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(verifyAudit, {}),
    onSuccess: (state) => {
      client.setQueryData(keys.proof, state);
      if (!state.running) void client.invalidateQueries({ queryKey: keys.health });
    },
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
}
