// The state of the house as the overview asks for it, again and again while somebody is there.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readAuditProof, readHealth, verifyAudit } from '../../../contract/administration.ts';
import type { Health } from '../../../contract/administration.ts';
import { readAdminAnalytics } from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { call } from '../../api/call.ts';
import { sentenceFor } from '../../api/sentence.ts';
import { toast } from '../../kit/Toasts.tsx';

const healthMs = 5_000;
const figuresMs = 15_000;
const proofMs = 1_000;
/** Five minutes. */
const kept = 60;

export interface Sample {
  at: number;
  p50: number;
  p95: number;
  p99: number;
  lag: number;
  relay: number;
}
interface Measured {
  now: Health;
  /** Oldest first. */
  samples: Sample[];
}

const keys = { health: ['health'], figures: ['house-figures'], proof: ['audit-proof'] } as const;

const sampleOf = ({ latency, jobs, live }: Health): Sample => ({
  at: Date.now(),
  p50: latency.p50Ms,
  p95: latency.p95Ms,
  p99: latency.p99Ms,
  lag: jobs.oldestDueSeconds * 1_000,
  relay: live.relayLagMs,
});

export function useHealth(attended: boolean) {
  return useQuery({
    queryKey: keys.health,
    queryFn: async ({ client, signal }): Promise<Measured> => {
      const now = await call(readHealth, { signal });
      const before = client.getQueryData<Measured>(keys.health)?.samples ?? [];
      const recent = before.filter((sample) => sample.at > Date.now() - kept * healthMs);
      return { now, samples: [...recent, sampleOf(now)] };
    },
    refetchInterval: attended && healthMs,
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

export function useProof() {
  return useQuery({
    queryKey: keys.proof,
    queryFn: ({ signal }) => call(readAuditProof, { signal }),
    refetchInterval: ({ state }) => (state.data?.running ? proofMs : false),
    refetchOnMount: 'always',
  });
}

export function useVerify() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(verifyAudit, {}),
    onSuccess: (state) => client.setQueryData(keys.proof, state),
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
}
