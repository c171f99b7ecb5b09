// One person at a client that keeps what it wants until it is answered, as our pages do, and goes on at whichever door works.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../../contract/messages.ts';
import type { ScheduledMessage } from '../../contract/scheduled-messages.ts';
import { ask } from './ask.ts';
import type { Ledger, Send } from './ledger.ts';
import type { Reader } from './reader.ts';

export type Goal = { readonly to: string } | { readonly conversationId: string };

export interface Given {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly goals: readonly Goal[];
  readonly doors: readonly string[];
  readonly ledger: Ledger;
  readonly reader: Reader;
}

const thinkMs = 120;
const scheduleAheadMs = 4_000;

export class Person {
  readonly given: Given;
  /** Things done and acknowledged. */
  done = 0;
  #door = 0;
  readonly #acknowledged: { send: Send; goal: Goal }[] = [];

  constructor(given: Given) {
    this.given = given;
    this.#door = Math.floor(Math.random() * given.doors.length);
  }

  /** Until `wanted` says no; what was begun is brought to its end. */
  async live(wanted: () => boolean): Promise<void> {
    while (wanted()) {
      await this.#something();
      this.done += 1;
      await delay(Math.random() * thinkMs);
    }
  }

  async #something(): Promise<void> {
    const chance = Math.random();
    if (chance < 0.7) await this.#write(1);
    else if (chance < 0.76) await this.#write(2);
    else if (chance < 0.8) await this.#repeat();
    else if (chance < 0.88) await this.#schedule();
    else if (chance < 0.96) await this.#read();
    else await this.#archive();
  }

  /** `times` at once, as somebody who pressed twice. */
  async #write(times: number): Promise<void> {
    const send = this.given.ledger.wants(this.given.id, randomUUID());
    const goal = this.#goal();
    await Promise.all(Array.from({ length: times }, () => this.#send(send, goal)));
    this.#acknowledged.push({ send, goal });
  }

  async #repeat(): Promise<void> {
    const earlier = this.#acknowledged[Math.floor(Math.random() * this.#acknowledged.length)];
    if (!earlier) return;
    await this.#send(earlier.send, earlier.goal);
    this.given.ledger.counts.repetitions += 1;
  }

  async #send(send: Send, goal: Goal): Promise<void> {
    const text = { clientId: send.clientId, body: send.body, subject: send.turn % 3 ? null : send.body.slice(0, 60) };
    const message =
      'to' in goal
        ? await this.#insist<Message>('POST', '/api/messages', { ...goal, ...text })
        : await this.#insist<Message>('POST', `/api/conversations/${goal.conversationId}/messages`, text);
    if (message) this.given.ledger.sent(send, message);
  }

  async #schedule(): Promise<void> {
    const { ledger, id } = this.given;
    const clientId = randomUUID();
    const entry = { clientId, authorId: id, body: ledger.sentence(clientId) };
    ledger.scheduled.set(clientId, entry);
    const sendAt = new Date(Date.now() + 500 + Math.random() * scheduleAheadMs).toISOString();
    const asked = { ...this.#goal(), clientId, body: entry.body, sendAt };
    const made = await this.#insist<ScheduledMessage>('POST', '/api/scheduled-messages', asked, (status) => {
      // Its time came while nobody answered, or by the clock of a process that is ahead.
      return status === 400;
    });
    if (!made) return;
    Object.assign(entry, { acknowledgedId: made.id });
    ledger.counts.scheduled += 1;
  }

  async #read(): Promise<void> {
    const { reader, ledger, id } = this.given;
    const newest = reader.newestOfOthers();
    if (!newest) return;
    const answered = await this.#insist('PUT', `/api/conversations/${newest.conversationId}/read`, { upTo: newest.id });
    if (answered !== undefined) ledger.wasRead(id, newest.conversationId, newest.seq);
  }

  async #archive(): Promise<void> {
    const newest = this.given.reader.newestOfOthers();
    if (!newest) return;
    const target = `/api/conversations/${newest.conversationId}/archive`;
    await this.#insist('PUT', target);
    if (Math.random() < 0.5) await this.#insist('DELETE', target);
    this.given.ledger.counts.archives += 1;
  }

  #goal(): Goal {
    return this.given.goals[Math.floor(Math.random() * this.given.goals.length)]!;
  }

  /** Again and again until it is answered; undefined when `expected` accepts the refusal. */
  async #insist<T>(
    method: string,
    target: string,
    body?: object,
    expected: (status: number) => boolean = () => false,
  ): Promise<T | undefined> {
    const { ledger, headers, doors } = this.given;
    for (;;) {
      try {
        const answer = await ask(doors[this.#door]!, method, target, headers, body);
        if (answer.status < 300) return (answer.body ?? null) as T;
        if (expected(answer.status)) return undefined;
        if (answer.status === 503 || answer.status === 429) ledger.counts.refusedForNow += 1;
        else {
          const { code } = answer.body as { code: string };
          ledger.surprised(`${answer.status} ${code}`);
          if (answer.status < 500) return undefined;
        }
      } catch {
        // Nobody knows whether it was done: the same again, elsewhere.
        ledger.counts.unanswered += 1;
        this.#door = (this.#door + 1) % doors.length;
      }
      await delay(50 + Math.random() * 200);
    }
  }
}
