// Sends what is due: e-mail with patience, push at once, the daily summary on somebody's own clock; never in quiet hours.
import type { Deps } from '../../deps.ts';
import { faultOf } from '../../http/answers.ts';
import {
  takeDueDigests,
  takeDueMail,
  takeDuePush,
  updateDigestDue,
  updateMailDue,
  updateMailed,
  updatePushed,
} from './due.store.ts';
import type { MailDue, MailRow } from './due.store.ts';
import { openSubscription } from './push-subscription.ts';
import { endOfQuiet, nextTime } from './quiet-hours.ts';
import { deleteGoneSubscription, findSubscriptions } from './settings.store.ts';
import { viewQuiet } from './settings.view.ts';
import { digestWords, newWords, pushWords } from './words.ts';

const atOnce = 100;
/** How long a taken e-mail may take before another process tries it too. */
const leaseMs = 5 * 60_000;
/** Between two e-mails to one person. */
const leastPauseMs = 3_600_000;
/** After a failure it is tried again after 1, 2, 4 … minutes, 6 hours at most; in all for about two days. */
const mostAttempts = 16;
const backoffMs = (attempts: number) => Math.min(60_000 * 2 ** (attempts - 1), 6 * 3_600_000);

export async function deliverDue(deps: Deps): Promise<void> {
  const results = await Promise.allSettled([deliverMail(deps), deliverPush(deps), deliverDigests(deps)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason as Error;
}

/** Whoever is due an e-mail gets one about all that waits for one, and the next an hour later at the earliest. */
async function deliverMail(deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const leaseEnd = new Date(now.getTime() + leaseMs);
    const people = await deps.db.transact(async (tx) => {
      const taken = await takeDueMail(tx, now, leaseEnd, atOnce);
      const decided = Map.groupBy(taken, (row) => row.account_id)
        .values()
        .map((rows) => ({ rows, decision: decide(deps, rows[0]!, now) }))
        .toArray();
      await updateMailDue(
        tx,
        decided.flatMap(({ rows, decision }): MailDue[] => {
          if (decision === 'never') return rows.map(({ id }) => ({ id, dueAt: null, attempts: 0 }));
          if (decision === 'now')
            return rows.map(({ id, attempts }) => ({ id, dueAt: leaseEnd, attempts: attempts + 1 }));
          return rows.filter((row) => row.due).map(({ id, attempts }) => ({ id, dueAt: decision, attempts }));
        }),
      );
      return decided;
    });
    for (const { rows, decision } of people) if (decision === 'now') await mailOne(deps, rows);
    if (people.length < atOnce) return;
  }
}

/** Whether a person is sent an e-mail now, or when to look again. */
function decide(deps: Deps, person: MailRow, now: Date): 'never' | 'now' | Date {
  if (!deps.mailer || !person.email || person.digest || !person.address || person.deactivated) return 'never';
  const quietUntil = endOfQuiet(viewQuiet(person), person.time_zone, now);
  if (quietUntil) return quietUntil;
  if (person.held_until) return person.held_until;
  const next = person.mailed_at && new Date(person.mailed_at.getTime() + leastPauseMs);
  return next && next > now ? next : 'now';
}

async function mailOne(deps: Deps, due: readonly MailRow[]): Promise<void> {
  const [first] = due;
  const ids = due.map((row) => row.id);
  try {
    await deps.mailer!.send({
      to: first!.address!,
      id: `${ids[0]}.${first!.attempts}`,
      ...newWords(deps.publicAddress),
    });
    await updateMailed(deps.db, ids, deps.clock());
  } catch (error) {
    deps.log.warn({ fault: faultOf(error as Error) }, 'an e-mail was not taken; it is tried again');
    const now = deps.clock().getTime();
    await updateMailDue(
      deps.db,
      due.map((row) => {
        const attempts = row.attempts + 1;
        const dueAt = attempts >= mostAttempts ? null : new Date(now + backoffMs(attempts));
        return { id: row.id, dueAt, attempts };
      }),
    );
  }
}

/** Only to whom nothing arrived on an open device in the meantime. */
async function deliverPush(deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const rows = await deps.db.transact(async (tx) => {
      const taken = await takeDuePush(tx, now, atOnce);
      const later = taken.map((row) => ({ id: row.id, dueAt: endOfQuiet(viewQuiet(row), row.time_zone, now) }));
      await updatePushed(tx, later, now);
      return taken.filter((row, index) => !later[index]!.dueAt && row.push && row.unseen && !row.deactivated);
    });
    const accountIds = [...new Set(rows.map((row) => row.account_id))];
    const subscriptions = accountIds.length > 0 ? await findSubscriptions(deps.db, accountIds, now) : [];
    await Promise.all(
      subscriptions.map(async (row) => {
        try {
          const alive = await deps.push.send(openSubscription(deps.vault, row), pushWords);
          if (!alive) await deleteGoneSubscription(deps.db, row.id);
        } catch (error) {
          // A push is worth nothing later; the e-mail follows if nobody looks.
          deps.log.warn({ fault: faultOf(error as Error) }, 'a push was not taken');
        }
      }),
    );
    if (rows.length < atOnce) return;
  }
}

async function deliverDigests(deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const rows = await deps.db.transact(async (tx) => {
      const taken = await takeDueDigests(tx, now, atOnce);
      for (const row of taken) await updateDigestDue(tx, row.account_id, nextTime(row.digest_time, row.time_zone, now));
      return taken;
    });
    for (const row of rows) {
      if (!deps.mailer || !row.address || row.deactivated || !row.unread) continue;
      const id = `digest.${row.account_id}.${now.getTime()}`;
      try {
        await deps.mailer.send({ to: row.address, id, ...digestWords(deps.publicAddress) });
      } catch (error) {
        deps.log.warn({ fault: faultOf(error as Error) }, 'a daily summary was not taken; it is tried again');
        await updateDigestDue(deps.db, row.account_id, new Date(now.getTime() + backoffMs(4)));
      }
    }
    if (rows.length < atOnce) return;
  }
}
