// Lets people live in a world that is hurt again and again, looks at everything after each time, and counts what went wrong.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { examine } from './examine.ts';
import { faults } from './faults.ts';
import type { Fault } from './faults.ts';
import { compareThreads, findFaults, findPlaintext, untilSent, verifyAudit } from './inspect.ts';
import { harms, unharmed } from './judge.ts';
import type { Verdict } from './judge.ts';
import { Ledger } from './ledger.ts';
import { settle } from './settle.ts';
import type { Town } from './settle.ts';
import { openWorld } from './world.ts';
import type { Stage, World } from './world.ts';

const recoversWithinMs = 90_000;
const calmMs = 700;
const inspectEvery = 40;
const atOnce = 5;

export interface Line extends Verdict {
  times: number;
  killed: number;
  /** Longest time from healing until everybody was answered again, in seconds. */
  recovered: number;
}

export interface Report {
  readonly lines: ReadonlyMap<string, Line>;
  readonly impossible: ReadonlyMap<string, string>;
  /** Beyond the faults' own. */
  readonly audit: number;
  readonly plaintext: readonly string[];
  readonly threads: { readonly lost: number; readonly doubled: number; readonly outOfOrder: number };
  readonly kills: number;
  /** Of answers that nobody promised. */
  readonly faults: readonly string[];
  /** Processes that ended although nobody had asked, while they were running. */
  readonly endings: readonly string[];
  readonly resyncs: number;
  readonly heard: number;
  readonly town: Town;
  /** Everything that must be zero, added up. */
  readonly harm: number;
}

/** A signal ends it after the present round. @throws Error when the product does not come back. */
export async function runChaos(kills: number, howMany: number, say: (line: string) => void): Promise<Report> {
  let asked: number | undefined;
  const ledger = new Ledger(`heron-${randomUUID()}`);
  const world = await openWorld();
  let town: Town | undefined;
  // Through npm one key press arrives twice.
  const stop = () => {
    asked ??= performance.now();
    if (performance.now() - asked > 1_000) void world.remove().finally(() => process.exit(1));
    else say('Asked to stop: what happened so far is looked through. Once more ends it at once.');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    await world.enter('apart');
    town = await settle(world, ledger, howMany);
    return await hurt(world, town, kills, say, () => asked !== undefined);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    for (const person of town?.people ?? []) person.given.reader.close();
    await world.remove();
  }
}

/** Kills come in fives, the next often into the recovery from the one before; and other faults have rounds of their own. */
function planFor(kills: number, stage: Stage): Fault[][] {
  const killers = faults.filter((fault) => fault.stage === stage && fault.kills);
  const others = faults.filter((fault) => fault.stage === stage && !fault.kills);
  const plan: Fault[][] = [];
  for (let first = 0, turn = 0; first < kills; first += atOnce, turn += 1) {
    const round = Array.from({ length: Math.min(atOnce, kills - first) }, (_, index) => first + index);
    plan.push(round.map((kill) => killers[kill % killers.length]!));
    if (turn % 2 === 0) plan.push([others[(turn / 2) % others.length]!]);
  }
  return plan;
}

async function hurt(
  world: World,
  town: Town,
  kills: number,
  say: (line: string) => void,
  enough: () => boolean,
): Promise<Report> {
  const lines = new Map<string, Line>();
  const impossible = new Map<string, string>();
  const embedded = Math.round(kills / 4);
  const plan = [...planFor(kills - embedded, 'apart'), ...planFor(embedded, 'embedded')];
  let [audit, killed] = [0, 0];
  let plaintext: string[] = [];
  let threads = { lost: 0, doubled: 0, outOfOrder: 0 };
  const inspect = async () => {
    await untilSent(world);
    audit += await verifyAudit(world);
    threads = await compareThreads(world, town);
    plaintext = [...new Set([...plaintext, ...(await findPlaintext(world, town.ledger.canary))])];
    say(
      `everything looked through: ${JSON.stringify(threads)}, audit findings ${audit}, files with plaintext ${plaintext.length}`,
    );
  };
  for (const [turn, round] of plan.entries()) {
    if (enough()) break;
    await world.enter(round[0]!.stage);
    const possible = round.filter((fault) => {
      const reason = fault.impossible?.(world);
      if (reason) impossible.set(fault.name, reason);
      return !reason;
    });
    if (possible.length === 0) continue;
    const { struck, seconds } = await underLoad(world, town, possible);
    const verdict = await examine(world, town);
    for (const [index, fault] of possible.entries()) {
      const line = lines.get(fault.name) ?? { times: 0, killed: 0, recovered: 0, ...unharmed() };
      lines.set(fault.name, line);
      line.times += 1;
      line.killed += struck[index]!;
      killed += fault.kills && struck[index]! > 0 ? 1 : 0;
      line.recovered = Math.max(line.recovered, seconds);
      for (const harm of harms) line[harm] = Math.max(line[harm], verdict[harm]);
    }
    const wrong = harms.filter((harm) => verdict[harm] > 0).map((harm) => `${harm} ${verdict[harm]}`);
    const outcome = wrong.length === 0 ? 'all is as promised' : `WRONG: ${wrong.join(', ')}`;
    const names = possible.map((fault) => fault.name).join(', ');
    say(
      `[${turn + 1}/${plan.length}] ${names}: back in ${seconds.toFixed(1)} s; ${town.ledger.counts.sends} sends, ${outcome}`,
    );
    if ((turn + 1) % inspectEvery === 0) await inspect();
    // Now and then there is nobody to kill.
    const killers = possible.filter((fault, index) => fault.kills && struck[index]! > 0);
    if (turn === plan.length - 1 && killers.length > 0 && killed < kills) plan.push(killers.slice(0, kills - killed));
  }
  await inspect();
  const readers = town.people.map((person) => person.given.reader);
  const surprises = [...town.ledger.surprises.values()].reduce((sum, count) => sum + count, 0);
  const harm =
    [...lines.values()].reduce((sum, line) => sum + harms.reduce((own, harm) => own + line[harm], 0), 0) +
    audit +
    plaintext.length +
    threads.lost +
    threads.doubled +
    threads.outOfOrder +
    world.endings.length +
    surprises;
  return {
    lines,
    impossible,
    audit,
    plaintext,
    threads,
    kills: killed,
    faults: surprises > 0 ? await findFaults(world) : [],
    endings: world.endings,
    town,
    harm,
    resyncs: readers.reduce((sum, reader) => sum + reader.resyncs, 0),
    heard: readers.reduce((sum, reader) => sum + reader.events, 0),
  };
}

/** Everybody lives while it happens, and until everybody was answered again; then all come to rest. */
async function underLoad(world: World, { people }: Town, round: readonly Fault[]) {
  let living = true;
  const lives = people.map((person) => person.live(() => living));
  await delay(calmMs);
  const struck: number[] = [];
  for (const fault of round) {
    if (struck.length > 0) await delay(Math.random() * calmMs);
    struck.push(await fault.run(world));
  }
  const healed = performance.now();
  const before = people.map((person) => person.done);
  const recovery = (async () => {
    await world.database.ready();
    for (const { program } of world.houses) await program.ready();
    // Once for what was begun before, once for what was begun afterwards.
    while (people.some((person, index) => person.done < before[index]! + 2)) await delay(20);
    const seconds = (performance.now() - healed) / 1_000;
    living = false;
    await Promise.all(lives);
    return seconds;
  })();
  const late = delay(recoversWithinMs, undefined, { ref: false }).then(() => {
    throw new Error(
      `nobody was answered within ${recoversWithinMs / 1_000} s after: ${round.map((fault) => fault.name).join(', ')}`,
    );
  });
  return { struck, seconds: await Promise.race([recovery, late]) };
}
