// All SQL for the counters of the sign-in throttle. Moments are milliseconds since 1970.
import type { Queries } from '../../db/transact.ts';

// An attempt is counted before it is tried, so that a hundred at once are a hundred; a success takes its count back.
const claimSeries = {
  name: 'claim_throttle_series',
  text: `insert into throttle as t (key, points, expire, subject) values ($1, 1, $2::bigint + $3, $7)
         on conflict (key) do update
           set points = case when t.expire <= $2 then 1 else least(t.points + 1, 30) end, expire = excluded.expire
           where t.expire <= $2
              or t.expire - $3 + case when t.points < $4 then 0 else least($5 * 2 ^ (t.points - $4), $6) end <= $2
         returning points`,
};

export interface Series {
  /** A series is forgotten this long after its last failure. */
  forgottenMs: number;
  /** Failures before the first pause. */
  free: number;
  firstPauseMs: number;
  longestPauseMs: number;
}

/**
 * Counts an attempt unless the series pauses now.
 * @param subject by which all series on one account are forgiven
 * @returns whether it was counted and may be tried
 */
export async function claimThrottleSeries(
  db: Queries,
  key: string,
  subject: string,
  now: number,
  s: Series,
): Promise<boolean> {
  const rows = await db.run(claimSeries, [key, now, s.forgottenMs, s.free, s.firstPauseMs, s.longestPauseMs, subject]);
  return rows.length > 0;
}

const claimWindow = {
  name: 'claim_throttle_window',
  text: `insert into throttle as t (key, points, expire) values ($1, 1, $2::bigint + $3)
         on conflict (key) do update
           set points = case when t.expire <= $2 then 1 else t.points + 1 end,
               expire = case when t.expire <= $2 then excluded.expire else t.expire end
         returning points, expire`,
};

/** Counts an attempt in a fixed window of `windowMs`. */
export async function claimThrottleWindow(db: Queries, key: string, now: number, windowMs: number) {
  const [row] = await db.run<{ points: number; expire: number }>(claimWindow, [key, now, windowMs]);
  return row!;
}

const find = { name: 'find_throttle', text: 'select points, expire from throttle where key = $1' };

export async function findThrottle(db: Queries, key: string): Promise<{ points: number; expire: number } | undefined> {
  const [row] = await db.run<{ points: number; expire: number }>(find, [key]);
  return row;
}

const refund = {
  name: 'refund_throttle',
  text: 'update throttle set points = points - 1 where key = any($1::text[]) and points > 0',
};

export const refundThrottle = (db: Queries, keys: readonly string[]) => db.run(refund, [keys]);

const remove = { name: 'delete_throttle', text: 'delete from throttle where key = $1' };

export const deleteThrottle = (db: Queries, key: string) => db.run(remove, [key]);

const removeSubjects = {
  name: 'delete_throttle_of_subjects',
  text: 'delete from throttle where subject = any($1::text[]) or key = any($1::text[])',
};

export const deleteThrottleOf = (db: Queries, subjects: readonly string[]) => db.run(removeSubjects, [subjects]);

const removeExpired = { name: 'delete_expired_throttle', text: 'delete from throttle where expire <= $1' };

export const deleteExpiredThrottle = (db: Queries, now: number) => db.run(removeExpired, [now]);
