// Who is signed in in this window, the CSRF token, and waiting for a person to sign in again.
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { Me, readSession } from '../../contract/accounts.ts';

let csrfToken = '';
let account: Me | null = null;
let renewal: PromiseWithResolvers<void> | null = null;
let leaving = false;
const listeners = new Set<() => void>();

export const csrf = (): string => csrfToken;
export const signedIn = (): Me | null => account;
export const hasExpired = (): boolean => renewal !== null;

export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Keeps the newest answer about the session; a signed-in answer lets everything that waited go on. */
export function keepSession(answer: ReplyOf<typeof readSession>): void {
  csrfToken = answer.csrfToken;
  if (!answer.account) return;
  if (account && answer.account.id !== account.id) return leave();
  account = answer.account;
  renewal?.resolve();
  renewal = null;
  tell();
}

/** Whether this window is on its way out and must not be held back. */
export const isLeaving = (): boolean => leaving;

/**
 * The person has signed out, or somebody else has signed in with this browser: nothing of the person before may stay on
 * the screen, and nothing that they wrote or that still waits may leave in the other's name. What waits is never told
 * to go on.
 */
export function leave(): void {
  leaving = true;
  location.replace('/');
}

/** Whether this window was opened by that account. */
export const isMine = (accountId: string): boolean => account === null || account.id === accountId;

/** Resolves when the person has signed in again; until then the page asks for it. */
export function expired(): Promise<void> {
  if (!renewal) {
    renewal = Promise.withResolvers();
    tell();
  }
  return renewal.promise;
}

/** Keeps what this person changed about their own account. */
export function keepAccount(changed: Me): void {
  account = changed;
  tell();
}
