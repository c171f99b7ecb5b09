// Many open windows, spread over processes and loopback addresses: none of them has ports or descriptors for all.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';

const mostInAProcess = 5_000;

export interface Opening {
  readonly url: string;
  readonly cookie: string;
  readonly accountId: string;
}

export type Order =
  | { readonly type: 'open'; readonly openings: readonly Opening[]; readonly localAddress: string }
  | { readonly type: 'count' | 'forget' | 'report' };

export type Arrived = readonly [messageId: string, number: number];

export interface Report {
  /** From the moment at the end of the text (nanoseconds of the monotonic clock) to the window, in milliseconds. */
  readonly latencies: number[];
  /** One entry for each window. */
  readonly arrived: readonly (readonly [accountId: string, messages: readonly Arrived[]])[];
  /** What must not happen to any window. */
  readonly faults: string[];
}

export interface Windows {
  /** Waits until so many messages arrived since the last `forget`, in all windows together, and fails after 30 s. */
  until(count: number): Promise<void>;
  forget(): Promise<void>;
  report(): Promise<Report>;
  close(): Promise<void>;
}

/** Text that says when it was sent, for `latencies`. Call it at the moment of sending. */
export const stamped = (text: string) => `${text} ${process.hrtime.bigint()}`;

export async function openWindows(openings: readonly Opening[]): Promise<Windows> {
  const holders = Array.from({ length: Math.max(2, Math.ceil(openings.length / mostInAProcess)) }, () =>
    fork(path.join(import.meta.dirname, 'window-process.ts')),
  );
  const all = <T>(order: (holder: number) => Order) =>
    Promise.all(holders.map((holder, n) => ask<T>(holder, order(n))));
  await all((n) => ({
    type: 'open',
    openings: openings.filter((_, index) => index % holders.length === n),
    localAddress: `127.0.0.${n + 2}`,
  }));
  const arrived = async () => (await all<number>(() => ({ type: 'count' }))).reduce((sum, count) => sum + count, 0);
  return {
    async until(count) {
      const patience = performance.now() + 30_000;
      for (let now = await arrived(); now < count; now = await arrived()) {
        if (performance.now() > patience) throw new Error(`${now} of ${count} messages arrived`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async forget() {
      await all(() => ({ type: 'forget' }));
    },
    async report() {
      const reports = await all<Report>(() => ({ type: 'report' }));
      return {
        latencies: reports.flatMap((report) => report.latencies),
        arrived: reports.flatMap((report) => report.arrived),
        faults: reports.flatMap((report) => report.faults),
      };
    },
    async close() {
      await Promise.all(
        holders.map((holder) => {
          const gone = new Promise((resolve) => holder.once('exit', resolve));
          holder.kill('SIGKILL');
          return gone;
        }),
      );
    },
  };
}

function ask<T>(holder: ChildProcess, order: Order): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a process that held windows ended'));
    holder.once('exit', ended);
    holder.once('message', (answer) => {
      holder.off('exit', ended);
      resolve(answer as T);
    });
    holder.send(order);
  });
}
