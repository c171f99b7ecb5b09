// Sends that wait at the same moment share one transaction; alone, a send goes at once.
import type { Deps } from '../../deps.ts';
import { isUnavailable } from '../../db/unavailable.ts';
import type { Hold } from '../../http/shed.ts';
import { sendMessages } from './send-messages.ts';
import type { SendOutcome, SendRequest } from './send-messages.ts';

const inFlight = 2;
/** While a set is under way another one goes when it has this many: larger sets cost less, and the first is soon done. */
const worthASet = 16;
/** A set that is held up must not hold up who came after it: they go on their own after this many milliseconds. */
const patienceMs = 20;
const largestSet = 64;
/** Deadlock, a lock that was not given, a statement that took too long (PostgreSQL Appendix A). */
const ofOneConversation = new Set(['40P01', '55P03', '57014']);

export interface SendQueue {
  send(request: SendRequest): Promise<SendOutcome>;
  /** Refuses who came last and has not begun, as far as there is less room now than there was. */
  makeRoom(): void;
}

interface Waiting {
  readonly request: SendRequest;
  readonly resolve: (outcome: SendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export function createSendQueue(deps: Deps, room: Hold): SendQueue {
  const waiting: Waiting[] = [];
  let running = 0;
  let underWay = 0;
  let gathering = false;
  let patience: NodeJS.Timeout | undefined;

  async function settle(set: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await sendMessages(
        deps,
        set.map((entry) => entry.request),
      );
      for (const [index, entry] of set.entries()) entry.resolve(outcomes[index]!);
    } catch (error) {
      // Nothing was stored. When the database itself is away, alone is no better; otherwise one of the set is at
      // fault, or waits for a row that somebody holds, and must not take the others with it.
      const { code = '' } = error as { code?: string };
      const away = error instanceof Error && isUnavailable(error) && !ofOneConversation.has(code);
      if (set.length === 1 || away) for (const entry of set) entry.reject(error);
      else await Promise.all(set.map((entry) => settle([entry])));
    }
  }

  function makeRoom(): void {
    for (const entry of waiting.splice(Math.max(0, room.mostNow() - underWay))) entry.reject(room.refusal());
  }

  function go(least: number): void {
    makeRoom();
    while (running < inFlight && waiting.length >= (running > 0 ? least : 1)) {
      const set = waiting.splice(0, largestSet);
      running += 1;
      underWay += set.length;
      void settle(set).finally(() => {
        running -= 1;
        underWay -= set.length;
        go(worthASet);
      });
    }
    if (running < inFlight && waiting.length > 0)
      patience ??= setTimeout(() => {
        patience = undefined;
        go(1);
      }, patienceMs);
  }

  return {
    send(request) {
      return new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        if (gathering) return;
        // What arrives in the same turn goes together.
        gathering = true;
        setImmediate(() => {
          gathering = false;
          go(worthASet);
        });
      });
    },
    makeRoom,
  };
}
