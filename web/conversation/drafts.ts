// Drafts kept on the server: saved after a pause in typing and on leaving, restored when their place opens, gone when
// sent. What another device wrote meanwhile is never written over: the person chooses.
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Person } from '../../contract/accounts.ts';
import { deleteDraft, listDrafts, saveDraft } from '../../contract/drafts.ts';
import type { Draft } from '../../contract/drafts.ts';
import { call } from '../api/call.ts';
import { Refusal, passes } from '../api/refusal.ts';
import { keys } from '../live/cache.ts';
import { hasUnsent, sendKey } from './sending.ts';
import type { Draft as Sent } from './sending.ts';

export interface Written {
  subject: string | null;
  body: string;
}
export const nothing: Written = { subject: null, body: '' };

/** What the server holds of a place. */
interface Kept {
  id: string | null;
  version: number;
  saved: Written;
  /** What another device saved over what is being written here. */
  other: Draft | null;
  /** The server takes no draft of this: what is written is in this window only. */
  refused?: boolean;
}

// Milliseconds.
const pause = 1_000;
const again = 5_000;

const unknown: Kept = { id: null, version: 0, saved: nothing, other: null };
const kept = new Map<string, Kept>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const work = new Map<string, Promise<unknown>>();
const listeners = new Set<() => void>();

/** Where a new message to somebody is written. */
export const placeOf = (person: Person): string => `to:${person.id}`;
/** A conversation has a draft of its own, and so has a new message to each person. */
const goalOf = (place: string) => (place.startsWith('to:') ? { to: place.slice(3) } : { conversationId: place });
const same = (a: Written, b: Written) => a.body === b.body && (a.subject || null) === (b.subject || null);
const isEmpty = ({ subject, body }: Written) => body.trim() === '' && !subject?.trim();
const wordsOf = ({ subject, body }: Draft): Written => ({ subject, body });

export const held = (client: QueryClient, place: string): Written =>
  client.getQueryData<Written>(keys.draft(place)) ?? nothing;

/** Whether the server does not have what is written here. */
export const isUnsaved = (client: QueryClient, place: string): boolean => {
  const now = held(client, place);
  return !isEmpty(now) && !same(now, kept.get(place)?.saved ?? nothing);
};

function note(place: string, state: Kept): void {
  kept.set(place, state);
  for (const listener of listeners) listener();
}

/** One call after the other for each place. */
function inTurn<T>(place: string, job: () => Promise<T>): Promise<T> {
  const next = (work.get(place) ?? Promise.resolve()).then(job);
  work.set(
    place,
    next.catch(() => undefined),
  );
  return next;
}

/** Asks what the server holds, and takes it over unless something else is being written here. */
async function look(client: QueryClient, place: string): Promise<void> {
  const { items } = await call(listDrafts, { query: goalOf(place) });
  const theirs = items[0];
  const before = kept.get(place);
  const now = held(client, place);
  const server = theirs ? wordsOf(theirs) : nothing;
  const untouched = same(now, before?.saved ?? nothing);
  if (theirs && !untouched && theirs.version !== before?.version && !same(now, server))
    return note(place, { ...(before ?? unknown), other: theirs });
  note(place, { id: theirs?.id ?? null, version: theirs?.version ?? 0, saved: server, other: null });
  if (untouched) client.setQueryData(keys.draft(place), server);
}

/** Resolves when what stands in the cache is what the person left off with, here or on another device. */
export async function restoreDraft(client: QueryClient, place: string): Promise<void> {
  try {
    await inTurn(place, () => look(client, place));
  } catch (error) {
    // What is written here stays here, and is saved when the service answers again.
    if (!passes(error as Error) && !(error instanceof Refusal)) throw error;
  }
}

export function saveSoon(client: QueryClient, place: string, wait = pause): void {
  clearTimeout(timers.get(place));
  timers.set(
    place,
    setTimeout(() => saveNow(client, place), wait),
  );
}

export function saveNow(client: QueryClient, place: string): void {
  clearTimeout(timers.get(place));
  inTurn(place, () => save(client, place)).catch((error: Error) => {
    if (passes(error)) saveSoon(client, place, again);
    // What the server does not take stays in this window, which says so and asks before it is closed.
    else if (error instanceof Refusal) note(place, { ...(kept.get(place) ?? unknown), refused: true });
    else throw error;
  });
}

async function save(client: QueryClient, place: string): Promise<void> {
  if (!kept.has(place)) await look(client, place);
  const before = kept.get(place)!;
  const now = held(client, place);
  if (before.refused && same(now, before.saved)) note(place, { ...before, refused: false });
  if (before.other || same(now, before.saved)) return;
  // Until the server has the message, the draft is all it has.
  if (isEmpty(now) && hasUnsent(client, place)) return;
  try {
    if (!isEmpty(now)) {
      const { subject, body } = now;
      const { version } = before;
      const draft = await call(saveDraft, { body: { ...goalOf(place), subject, body, version } });
      note(place, { id: draft.id, version: draft.version, saved: now, other: null });
    } else {
      if (before.id) await call(deleteDraft, { params: { id: before.id } });
      note(place, { id: null, version: 0, saved: now, other: null });
    }
    // A new message to somebody and the conversation with them have one draft between them.
    for (const [twin, { id }] of kept) if (twin !== place && id && id === before.id) void restoreDraft(client, twin);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'draft_not_found') return note(place, { id: null, version: 0, saved: now, other: null });
    if (error.code !== 'draft_changed') throw error;
    await look(client, place);
    saveSoon(client, place);
  }
}

/** As soon as the server has a message, or the person gave it up, its draft goes. */
export function dropSentDrafts(client: QueryClient): void {
  client.getMutationCache().subscribe(({ type, mutation }) => {
    if (mutation?.options.mutationKey !== sendKey) return;
    const settled = type === 'removed' || (type === 'updated' && mutation.state.status === 'success');
    const sent = mutation.state.variables as Sent | undefined;
    if (settled && sent) saveNow(client, sent.conversationId);
  });
}

/** The text goes from one person to another; what was begun to the other is not written over. */
export function moveDraft(client: QueryClient, from: string, to: string): void {
  const moved = held(client, from);
  if (from === to || isEmpty(moved)) return;
  const there = held(client, to);
  const both = isUnsaved(client, to) ? { ...moved, body: `${there.body}\n\n${moved.body}` } : moved;
  kept.delete(to);
  client.setQueryData(keys.draft(to), both);
  saveNow(client, to);
  client.setQueryData(keys.draft(from), nothing);
  saveNow(client, from);
}

/** Resolves when nothing is left in this place, so that nobody finds the draft of what is sent. */
export async function emptyDraft(client: QueryClient, place: string): Promise<void> {
  client.setQueryData(keys.draft(place), nothing);
  saveNow(client, place);
  await work.get(place);
}

/** What was begun to one person each, newest first. */
export async function listUnfinished(): Promise<Person[]> {
  await Promise.all(work.values());
  const { items } = await call(listDrafts, { query: {} });
  return items.flatMap(({ to, body }) => (to && body.trim() ? [to] : []));
}

export function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What another device saved meanwhile, while there is something to choose. */
export const useOtherDraft = (place: string): Draft | null =>
  useSyncExternalStore(watch, () => kept.get(place)?.other ?? null);

/** Whether what is written here is in this window only, for as long as there is something. */
export const useKeptHereOnly = (place: string): boolean =>
  useSyncExternalStore(watch, () => kept.get(place)?.refused ?? false);

/** Goes on with one of the two. */
export function settle(client: QueryClient, place: string, theirs: boolean): Written {
  const before = kept.get(place);
  if (!before?.other) return held(client, place);
  const { id, version } = before.other;
  const server = wordsOf(before.other);
  note(place, { id, version, saved: server, other: null });
  if (theirs) client.setQueryData(keys.draft(place), server);
  else saveSoon(client, place);
  return held(client, place);
}
