// Broadcasts as admins and clinicians use them: how large an audience is, sending, and how far each has come.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Person } from '../../contract/accounts.ts';
import * as contract from '../../contract/broadcasts.ts';
import type { BodyInput, ReplyOf, Role } from '../../contract/endpoint.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';

type AdminAudience = BodyInput<typeof contract.previewAdminBroadcast>['audience'];
type ClinicianAudience = BodyInput<typeof contract.previewClinicianBroadcast>['audience'];
export type Audience = AdminAudience | ClinicianAudience;

export type AudienceName = contract.Broadcast['audience'];

export interface NewBroadcast {
  audience: Audience;
  subject: string | null;
  body: string;
  urgent: boolean;
  clientId: string;
}

interface Door {
  preview: (audience: Audience, signal: AbortSignal) => Promise<contract.BroadcastPreview>;
  list: (cursor: string | null, signal: AbortSignal) => Promise<ReplyOf<typeof contract.listAdminBroadcasts>>;
  create: (body: NewBroadcast) => Promise<contract.Broadcast>;
}

const query = (cursor: string | null) => (cursor ? { cursor } : {});
const admin: Door = {
  preview: (audience, signal) =>
    call(contract.previewAdminBroadcast, { body: { audience: audience as AdminAudience }, signal }),
  list: (cursor, signal) => call(contract.listAdminBroadcasts, { query: query(cursor), signal }),
  create: (body) =>
    call(contract.createAdminBroadcast, { body: { ...body, audience: body.audience as AdminAudience } }),
};
const clinician: Door = {
  preview: (audience, signal) =>
    call(contract.previewClinicianBroadcast, { body: { audience: audience as ClinicianAudience }, signal }),
  list: (cursor, signal) => call(contract.listClinicianBroadcasts, { query: query(cursor), signal }),
  create: (body) =>
    call(contract.createClinicianBroadcast, { body: { ...body, audience: body.audience as ClinicianAudience } }),
};
/** What can be chosen at each door, by the name it is listed with afterwards. */
export const audiencesOf = (role: Role): readonly AudienceName[] =>
  role === 'admin' ? ['all', 'patients', 'clinicians', 'admins'] : ['my_patients', 'chosen_patients'];

/** Null while nobody is chosen. */
export function audienceFor(name: AudienceName, chosen: readonly Person[]): Audience | null {
  if (name === 'my_patients') return 'all';
  if (name === 'chosen_patients') return chosen.length > 0 ? chosen.map((person) => person.id) : null;
  return name;
}

const doorOf = (role: Role) => (role === 'admin' ? admin : clinician);

const list = ['broadcasts'];
const goingOutMs = 2_000;
const restingMs = 20_000;

/** Counted again whenever it is looked at anew: people come and go. */
export function useAudience(audience: Audience) {
  const door = doorOf(useMe().role);
  return useQuery({
    queryKey: ['audience', audience],
    queryFn: ({ signal }) => door.preview(audience, signal),
    staleTime: 0,
  });
}

export function useBroadcasts(attended: boolean) {
  const door = doorOf(useMe().role);
  return useInfiniteQuery({
    queryKey: list,
    queryFn: ({ pageParam, signal }) => door.list(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => {
      if (!attended) return false;
      const going = state.data?.pages.some((page) => page.items.some((one) => one.completedAt === null));
      return going ? goingOutMs : restingMs;
    },
  });
}

export function useBroadcast() {
  const client = useQueryClient();
  const door = doorOf(useMe().role);
  return useMutation({
    mutationFn: door.create,
    onSuccess: () => client.invalidateQueries({ queryKey: list }),
  });
}
