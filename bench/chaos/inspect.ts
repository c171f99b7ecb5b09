// What takes longer than a moment: every thread as every member sees it, the audit chain, and every byte on disk.
import { execFile } from 'node:child_process';
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { look } from './ask.ts';
import { readBooks } from './examine.ts';
import type { Stored } from './judge.ts';
import type { Person } from './person.ts';
import type { Town } from './settle.ts';
import type { World } from './world.ts';

const root = path.join(import.meta.dirname, '../..');

interface Item {
  readonly id: string;
  readonly seq: number;
  readonly body: string;
  readonly kind: string;
}

const sentWithinMs = 60_000;

/** Waits for scheduled messages whose time has come or is near; what is not sent a minute later is judged to be late. */
export async function untilSent(world: World): Promise<void> {
  const deadline = performance.now() + sentWithinMs;
  while (performance.now() < deadline) {
    const [open] = await world.query<{ count: number }>(
      `select count(*)::int from scheduled_message where status = 'scheduled'`,
    );
    if (open!.count === 0) return;
    await delay(500);
  }
}

/** @returns differences between the threads that people are shown and what was stored and promised. */
export async function compareThreads(world: World, { people, ledger }: Town) {
  const { messages, rooms } = await readBooks(world);
  const byRoom = Map.groupBy(messages, (message) => message.conversationId);
  const bodies = new Map<string, string>();
  for (const { acknowledged, body } of ledger.sends.values()) if (acknowledged) bodies.set(acknowledged.id, body);
  const found = { lost: 0, doubled: 0, outOfOrder: 0 };
  for (const person of people) {
    for (const room of rooms.get(person.given.id) ?? []) {
      const items = await wholeThread(person, room);
      const stored = visible(byRoom.get(room) ?? [], items);
      const shown = new Map(items.map((item) => [item.id, item]));
      found.lost += stored.filter((message) => !shown.has(message.id)).length;
      found.lost += items.filter((item) => bodies.has(item.id) && bodies.get(item.id) !== item.body).length;
      const texts = items.filter((item) => item.kind === 'text').map((item) => item.body);
      found.doubled += texts.length - new Set(texts).size;
      found.outOfOrder += items.filter((item, index) => item.id !== stored[index]?.id).length;
    }
  }
  return found;
}

/** Somebody who joined later sees from there on. */
const visible = (stored: readonly Stored[], items: readonly Item[]) =>
  stored.filter((message) => items.length === 0 || message.seq >= items[0]!.seq);

async function wholeThread(person: Person, room: string): Promise<Item[]> {
  const { doors, headers } = person.given;
  const all: Item[] = [];
  let before: string | null = null;
  do {
    const from: string = before ? `&before=${before}` : '';
    const target = `/api/conversations/${room}/messages?limit=100${from}`;
    const page: { items: Item[]; nextBefore: string | null } = await look(doors[0]!, target, headers);
    all.unshift(...page.items);
    before = page.nextBefore;
  } while (before);
  return all;
}

/** @returns findings of `npm run audit:verify`, and messages without an entry of their own. */
export async function verifyAudit(world: World): Promise<number> {
  const [unrecorded] = await world.query<{ count: number }>(
    `select count(*)::int from message m where m.kind = 'text' and not exists
       (select 1 from audit_entry a where a.subject_id = m.id and a.action = 'message.sent')`,
  );
  const env = {
    ...world.env,
    NODE_OPTIONS: '',
    DATABASE_URL: world.ownerUrl(),
    DATA_DIR: path.join(world.folder, 'operator'),
  };
  const { code, stdout, stderr } = await run(['server/cli/audit-verify.ts'], env);
  if (code === 0) return unrecorded!.count;
  const counted = Number(/(\d+) findings/.exec(stdout)?.[1]);
  if (!(counted > 0)) throw new Error(`the audit trail could not be verified: ${stdout}${stderr}`);
  return unrecorded!.count + counted;
}

function run(args: string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** @returns files below the folder that hold a word somebody wrote: tables, write-ahead log, logs, and what programs printed. */
export async function findPlaintext(world: World, canary: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of readdirSync(world.folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    // The image of the disk is among them: it also holds what was deleted.
    if (entry.isFile() && (await holds(file, canary))) found.push(path.relative(world.folder, file));
  }
  return found;
}

/** What the logs say of requests that were answered with 500: kind and place of each fault, never its message. */
export async function findFaults(world: World): Promise<string[]> {
  const found: string[] = [];
  for (const entry of readdirSync(world.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.log')) continue;
    const faults = new Map<string, string>();
    for await (const line of createInterface({ input: createReadStream(path.join(entry.parentPath, entry.name)) })) {
      const { requestId, route, status, fault } = asEntry(line);
      if (requestId && fault) faults.set(requestId, JSON.stringify(fault));
      if (requestId && status === 500) found.push(`${route}: ${faults.get(requestId)}`);
    }
  }
  return found;
}

interface Entry {
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly fault?: unknown;
}

/** Nothing of a line that a kill or a full disk cut off. */
function asEntry(line: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}

async function holds(file: string, canary: string): Promise<boolean> {
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1_048_576 }) as AsyncIterable<Buffer>) {
      if (chunk.includes(canary) || Buffer.concat([tail, chunk.subarray(0, canary.length)]).includes(canary))
        return true;
      tail = Buffer.from(chunk.subarray(-canary.length));
    }
  } catch (error) {
    // PostgreSQL takes its old log away while we look.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return false;
}
