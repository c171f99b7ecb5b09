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
import type { DueRow } from './due.store.ts';
import { openSubscription } from './push-subscription.ts';
import { endOfQuiet, nextTime } from './quiet-hours.ts';
import { deleteGoneSubscription, findSubscriptions } from './settings.store.ts';
import { viewQuiet } from './settings.view.ts';
import { digestWords, newWords, pushWords } from './words.ts';

const atOnce = 100;
/** How long a taken e-mail may take before another process tries it too. */
const leaseMs = 5 * 60_000;
/** After a failure it is tried again after 1, 2, 4 … minutes, 6 hours at most; in all for about two days. */
const mostAttempts = 16;
const backoffMs = (attempts: number) => Math.min(60_000 * 2 ** (attempts - 1), 6 * 3_600_000);

export async function deliverDue(deps: Deps): Promise<void> {
  const results = await Promise.allSettled([deliverMail(deps), deliverPush(deps), deliverDigests(deps)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason as Error;
}

/** Everything that is due to one person is one e-mail. */
async function deliverMail(deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const rows = await deps.db.transact(async (tx) => {
      const taken = await takeDueMail(tx, now, atOnce);
      await updateMailDue(
        tx,
        taken.map((row) => {
          const quietUntil = endOfQuiet(viewQuiet(row), row.time_zone, now);
          const wanted = deps.mailer && row.email && row.address && !row.deactivated;
          if (!wanted) return { id: row.id, dueAt: null, attempts: 0 };
          if (quietUntil) return { id: row.id, dueAt: quietUntil, attempts: row.attempts };
          return { id: row.id, dueAt: new Date(now.getTime() + leaseMs), attempts: row.attempts + 1 };
        }),
      );
      return taken;
    });
    const sendable = rows.filter(
      (row) =>
        deps.mailer && row.email && row.address && !row.deactivated && !endOfQuiet(viewQuiet(row), row.time_zone, now),
    );
    const people = Map.groupBy(sendable, (row) => row.account_id);
    for (const due of people.values()) await mailOne(deps, due);
    if (rows.length < atOnce) return;
  }
}

async function mailOne(deps: Deps, due: readonly DueRow[]): Promise<void> {
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
