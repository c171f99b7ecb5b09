// Slows down guessing of passwords without letting a stranger lock anybody out; docs/decisions/0002-sign-in-throttle.md.
import { createHmac, randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { networkOf } from '../../http/network.ts';
import { Refusal } from '../../refusal.ts';
import * as store from './throttle.store.ts';

const minute = 60_000;
const series = { forgottenMs: 60 * minute, free: 5, firstPauseMs: minute / 2, longestPauseMs: 15 * minute };
const perAddress = { points: 100, windowMs: 15 * minute };
const perIdentifier = { points: 20, windowMs: 60 * minute };
const sweptEveryMs = 10 * minute;
/** Attempts on one identifier that one process lets wait at a time. */
const maxSlowed = 10;

export interface Attempt {
  /** What was typed (never the account it belongs to: the answers must not differ by whether there is one). */
  readonly identifier: string;
  readonly address: string | null;
  /** Device that signed in to this account before. */
  readonly deviceId: string | null;
  /** This address signed in to this account before. */
  readonly knownAddress: boolean;
}

export interface Claim {
  /** The attempt succeeded: it was no failure, and its series is over. */
  succeeded(): Promise<void>;
  /** The attempt was never tried. */
  takeBack(): Promise<void>;
}

const slowed = new Map<string, number>();
let sweptAt = 0;

type ThrottleDeps = Pick<Deps, 'db' | 'keys' | 'clock'>;

/** Counts an attempt before it is tried. @throws Refusal `rate_limited`, or `overloaded` when too many wait. */
export async function claimAttempt(deps: ThrottleDeps, attempt: Attempt): Promise<Claim> {
  const now = deps.clock().getTime();
  await sweep(deps, now);
  const network = networkOf(attempt.address ?? '');
  const from = attempt.deviceId ? `device:${attempt.deviceId}` : `address:${network}`;
  const pair = keyOf(deps, 'pair', from, attempt.identifier);
  const address = keyOf(deps, 'address', network);
  const identifier = keyOf(deps, 'identifier', attempt.identifier);

  await claimSeries(deps, pair, identifier, now);
  const counted: string[] = [];
  const claim = {
    succeeded: async () => {
      await store.deleteThrottle(deps.db, pair);
      await store.refundThrottle(deps.db, counted);
    },
    takeBack: async () => void (await store.refundThrottle(deps.db, [pair, ...counted])),
  };
  // Whoever was here before is no stranger, and pays for none: not even for one in the same network.
  if (attempt.deviceId || attempt.knownAddress) return claim;
  counted.push(address);
  const byAddress = await store.claimThrottleWindow(deps.db, address, now, perAddress.windowMs);
  if (byAddress.points > perAddress.points) {
    await store.refundThrottle(deps.db, [pair]);
    throw rateLimited(byAddress.expire - now);
  }
  counted.push(identifier);
  const byIdentifier = await store.claimThrottleWindow(deps.db, identifier, now, perIdentifier.windowMs);
  if (byIdentifier.points > perIdentifier.points) await slowDown(identifier, claim);
  return claim;
}

/** The same series for whoever has to repeat the password of an account, or to give a code of its second step. */
export async function claimCheck(deps: ThrottleDeps, kind: 'password' | 'code', accountId: string): Promise<Claim> {
  const key = keyOf(deps, kind, accountId);
  await claimSeries(deps, key, keyOf(deps, 'account', accountId), deps.clock().getTime());
  return {
    succeeded: async () => void (await store.deleteThrottle(deps.db, key)),
    takeBack: async () => void (await store.refundThrottle(deps.db, [key])),
  };
}

/** Forgets the failures on an account, from wherever they came; those of an address on other accounts stay. */
export async function forgiveAttempts(
  deps: Pick<Deps, 'keys'>,
  tx: Tx,
  account: { id: string; username: string; email: string | null },
): Promise<void> {
  const typed = [account.username, ...(account.email ? [account.email] : [])];
  await store.deleteThrottleOf(tx, [
    keyOf(deps, 'account', account.id),
    ...typed.map((identifier) => keyOf(deps, 'identifier', identifier)),
  ]);
}

async function claimSeries(deps: ThrottleDeps, key: string, subject: string, now: number): Promise<void> {
  if (await store.claimThrottleSeries(deps.db, key, subject, now, series)) return;
  const row = await store.findThrottle(deps.db, key);
  if (!row) return;
  const pauseMs = Math.min(series.firstPauseMs * 2 ** (row.points - series.free), series.longestPauseMs);
  throw rateLimited(row.expire - series.forgottenMs + pauseMs - now);
}

async function slowDown(identifier: string, claim: Claim): Promise<void> {
  const waiting = slowed.get(identifier) ?? 0;
  if (waiting >= maxSlowed) {
    await claim.takeBack();
    throw new Refusal('overloaded', { retryAfter: 2 });
  }
  slowed.set(identifier, waiting + 1);
  await pause(randomInt(1_000, 2_000));
  const left = slowed.get(identifier)! - 1;
  if (left > 0) slowed.set(identifier, left);
  else slowed.delete(identifier);
}

async function sweep(deps: ThrottleDeps, now: number): Promise<void> {
  if (now - sweptAt < sweptEveryMs) return;
  sweptAt = now;
  await store.deleteExpiredThrottle(deps.db, now);
}

const rateLimited = (milliseconds: number) =>
  new Refusal('rate_limited', { retryAfter: Math.max(1, Math.ceil(milliseconds / 1_000)) });

/** Names and addresses are not kept: a dump without the keys tells nobody who tried to sign in from where. */
const keyOf = (deps: Pick<Deps, 'keys'>, ...parts: string[]) =>
  createHmac('sha256', deps.keys.throttle).update(JSON.stringify(parts)).digest('base64url');
