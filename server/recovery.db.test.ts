// Killing everything in the middle of sends loses nothing that was acknowledged and doubles nothing that was repeated.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listScheduled, scheduleMessage } from '../contract/scheduled-messages.ts';
import { registerPatient, setUpAdmin } from '../contract/accounts.ts';
import { readThread, sendMessage } from '../contract/messages.ts';
import type { Message } from '../contract/messages.ts';
import { root } from './root.ts';
import { Browser } from './testing/people.ts';
import { startProgram } from './testing/program.ts';
import type { Program } from './testing/program.ts';

const senders = 6;
const rounds = 3;
const acknowledgementsBeforeKill = 150;
const scheduledPerRound = 15;
const limits = {
  SENDS_PER_MINUTE_PATIENT: '1000000',
  REGISTRATIONS_PER_HOUR: '1000',
  GENERAL_REQUESTS_PER_MINUTE: '1000000',
};

let dataDir: string;
let program: Program;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-kill-'));
});
afterAll(async () => {
  await program.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Writer {
  readonly browser: Browser;
  readonly acknowledged: Map<string, Message>;
  /** Sent without an answer: to be repeated after the restart. */
  readonly open: Set<string>;
  /** Scheduled, due around the kills; each must be sent once. */
  readonly scheduled: Set<string>;
}

const place = { url: '' };

async function visitor(): Promise<Browser> {
  const browser = new Browser(place);
  browser.csrfToken = (await browser.fetch<{ csrfToken: string }>('GET', '/api/session')).body.csrfToken;
  return browser;
}

const account = (username: string) => ({ username, displayName: username, password: 'a calm and long secret 42' });

test('kill -9 of the whole tree, three times in the middle of sends', { timeout: 180_000 }, async () => {
  program = await startProgram(dataDir, limits);
  place.url = program.url;
  const token = /#token=(\S+)/.exec(program.words.join('\n'))![1]!;
  const admin = await visitor();
  const made = await admin.call(setUpAdmin, { body: { ...account('the-admin'), token } });
  expect(made.status).toBe(201);
  const adminId = made.body.account!.id;
  const writers: Writer[] = [];
  for (let n = 0; n < senders; n += 1) {
    const browser = await visitor();
    const answer = await browser.call(registerPatient, { body: account(`patient-${n}`) });
    expect(answer.status).toBe(201);
    browser.csrfToken = answer.body.csrfToken;
    writers.push({ browser, acknowledged: new Map(), open: new Set(), scheduled: new Set() });
  }

  for (let round = 0; round < rounds; round += 1) {
    for (const writer of writers) {
      for (let n = 0; n < scheduledPerRound; n += 1) await schedule(writer, adminId, 3_000 + 100 * n);
    }
    let answers = 0;
    const enough = Promise.withResolvers<void>();
    let killed = false;
    const work = writers.map(async (writer) => {
      while (!killed) {
        const clientId = randomUUID();
        writer.open.add(clientId);
        try {
          await write(writer, adminId, clientId);
        } catch (error) {
          if (!killed) throw error;
        }
        answers += 1;
        if (answers >= acknowledgementsBeforeKill) enough.resolve();
      }
    });
    await Promise.race([enough.promise, Promise.all(work)]);
    killed = true;
    await program.kill();
    await Promise.all(work);
    program = await startProgram(dataDir, limits);
    place.url = program.url;
    for (const writer of writers) for (const clientId of writer.open) await write(writer, adminId, clientId);
  }

  for (const writer of writers) {
    expect(writer.open.size).toBe(0);
    while ((await writer.browser.call(listScheduled, { query: { status: 'scheduled' } })).body.items.length > 0);
    const { body } = await writer.browser.call(listScheduled, { query: { status: 'sent', limit: 100 } });
    expect(body.items).toHaveLength(rounds * scheduledPerRound);
    const all = await wholeThread(writer);
    expect(all.map((message) => message.seq)).toEqual(all.map((_, index) => index + 1));
    const onTime = all.filter((message) => writer.scheduled.has(message.body));
    expect(new Set(onTime.map((message) => message.body))).toEqual(writer.scheduled);
    expect(new Set(onTime.map((message) => message.id))).toEqual(new Set(body.items.map((item) => item.messageId)));
    const stored = all.filter((message) => !writer.scheduled.has(message.body));
    expect(new Set(stored.map((message) => message.clientId)).size).toBe(stored.length);
    expect(new Set(stored.map((message) => message.id))).toEqual(
      new Set([...writer.acknowledged.values()].map((message) => message.id)),
    );
    for (const message of stored) expect(message.body).toBe(`message ${message.clientId}`);
  }
  const verified = execFileSync(process.execPath, ['server/cli/audit-verify.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  expect(verified).toMatch(/whole/);
});

async function schedule(writer: Writer, to: string, inMs: number): Promise<void> {
  const clientId = randomUUID();
  const sendAt = new Date(Date.now() + inMs).toISOString();
  const answer = await writer.browser.call(scheduleMessage, {
    body: { to, clientId, body: `scheduled ${clientId}`, sendAt },
  });
  expect(answer.status).toBe(201);
  writer.scheduled.add(`scheduled ${clientId}`);
}

async function write(writer: Writer, to: string, clientId: string): Promise<void> {
  const answer = await writer.browser.call(sendMessage, { body: { to, clientId, body: `message ${clientId}` } });
  expect([200, 201]).toContain(answer.status);
  writer.acknowledged.set(clientId, answer.body);
  writer.open.delete(clientId);
}

async function wholeThread(writer: Writer): Promise<Message[]> {
  const { conversationId } = [...writer.acknowledged.values()][0]!;
  const messages: Message[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof writer.browser.call<typeof readThread>>> = await writer.browser.call(
      readThread,
      {
        params: { id: conversationId },
        query: { limit: 100, ...(before ? { before } : {}) },
      },
    );
    messages.unshift(...page.body.items);
    before = page.body.nextBefore;
  } while (before);
  return messages;
}
