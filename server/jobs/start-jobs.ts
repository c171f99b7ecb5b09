// Works on all queues of the house until it is stopped.
import type { Deps } from '../deps.ts';
import { deliverBroadcast, deliverOverdue } from '../features/broadcasts/deliver-broadcast.ts';
import { mailLink } from '../features/password-links/mail-link.ts';
import { forgetSessions } from '../features/sessions/forget-sessions.ts';
import { sendEachDue, sendOverdue } from '../features/scheduled-messages/send-due.ts';
import { deliverDue } from '../features/notifications/deliver.ts';
import { makeNotifications } from '../features/notifications/notify.ts';
import { faultOf } from '../http/answers.ts';
import { oneAtATime } from '../outbox/one-at-a-time.ts';

const sweepEveryMs = 15_000;
const lookEveryMs = 1_000;

/** @returns once every queue is listened to. */
export async function startJobs(deps: Deps): Promise<{ stop(): Promise<void> }> {
  // The library's own pace (one job every two seconds) would need hours for 10,000 that are due at once.
  const swift = { batchSize: 100, localConcurrency: 2, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
  await deps.jobs.work('scheduled-message.due', swift, (jobs) =>
    sendEachDue(
      deps,
      jobs.map((job) => job.data['id']!),
    ),
  );
  await deps.jobs.work('broadcast.deliver', { pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const job of jobs) await deliverBroadcast(deps, job.data['id']!);
  });
  await deps.jobs.work('password-link.mail', { pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const job of jobs) await mailLink(deps, job.data['id']!);
  });
  const sweep = oneAtATime(async () => {
    const results = await Promise.allSettled([sendOverdue(deps), deliverOverdue(deps), forgetSessions(deps)]);
    for (const result of results)
      if (result.status === 'rejected')
        deps.log.error(
          { fault: faultOf(result.reason as Error) },
          'what is overdue went wrong; it is tried again soon',
        );
  });
  await sweep();
  const attempt = (work: (deps: Deps) => Promise<void>) =>
    oneAtATime(() =>
      work(deps).catch((error: Error) => {
        deps.log.error({ fault: faultOf(error) }, 'notifying went wrong; it is tried again soon');
      }),
    );
  // Apart: what a mail server or a push service makes wait is in the house all the same.
  const notify = attempt(makeNotifications);
  const deliver = attempt(deliverDue);
  const timers = [
    setInterval(() => void sweep(), sweepEveryMs),
    setInterval(() => void notify(), lookEveryMs),
    setInterval(() => void deliver(), lookEveryMs),
  ];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await notify();
      await deliver();
      await sweep();
    },
  };
}
