// What is done to the product. Each fault hurts, waits a little, and heals; it says how many processes it killed.
import { setTimeout as delay } from 'node:timers/promises';
import { shiftClock } from './world.ts';
import type { House, Stage, World } from './world.ts';

export interface Fault {
  readonly name: string;
  readonly stage: Stage;
  /** Counts as one of the kills that were asked for. */
  readonly kills: boolean;
  /** Why it cannot be done here, or null. */
  readonly impossible?: (world: World) => string | null;
  readonly run: (world: World) => Promise<number>;
}

const any = <T>(of: readonly T[]) => of[Math.floor(Math.random() * of.length)]!;
const between = (from: number, to: number) => from + Math.random() * (to - from);
const web = (world: World) => any(world.houses.slice(0, 2));

function strike(pids: readonly (number | undefined)[]): number {
  let struck = 0;
  for (const pid of pids.filter((id) => id !== undefined)) {
    try {
      process.kill(pid, 'SIGKILL');
      struck += 1;
    } catch (error) {
      // A backend may end by itself once the others are gone.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return struck;
}

const killWeb = (world: World) => killHouse(web(world));
const killPostmaster = async (world: World) => strike([world.postmaster()]);

/** Nobody waits for it to be back: the next fault may come before. */
async function killHouse(house: House): Promise<number> {
  await house.program.kill();
  await delay(between(0, 500));
  void house.program.start();
  return 1;
}

/** Waits for one, as PostgreSQL may still be coming back from the kill before. */
async function killBackend(world: World): Promise<number> {
  for (let turn = 0; turn < 200; turn += 1) {
    const clients = await world
      .query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      .catch(() => []);
    if (clients.length > 0) return strike([any(clients).pid]);
    await delay(100);
  }
  return 0;
}

/** The postmaster alone, all of PostgreSQL, or everything there is, in one moment. */
async function killAll(world: World, withHouses: boolean): Promise<number> {
  const pids = [world.postmaster(), ...world.backends()];
  const ending = [world.database, ...(withHouses ? world.houses.map((house) => house.program) : [])]
    .filter((program) => program.pid !== undefined && (world.stage === 'apart' || program !== world.database))
    .map((program) => program.kill());
  const struck = strike(pids) + ending.length;
  await Promise.all(ending);
  await delay(between(0, 500));
  if (world.stage === 'apart') await world.database.start();
  if (withHouses) for (const house of world.houses) void house.program.start();
  return struck;
}

type Network = 'line' | 'door';
const networks = (world: World, side: Network) => {
  const all = side === 'door' ? world.houses.slice(0, 2) : world.houses;
  return (Math.random() < 0.5 ? all : [any(all)]).map((house) => house[side]);
};

const spoil = (name: string, side: Network, hurt: 'cut' | 'swallow' | 'hold', from: number, to: number): Fault => ({
  name,
  stage: 'apart',
  kills: false,
  async run(world) {
    const hit = networks(world, side);
    for (const proxy of hit) proxy[hurt]();
    await delay(between(from, to));
    for (const proxy of hit) proxy.heal();
    return 0;
  },
});

async function fillDisk(world: World): Promise<number> {
  world.disk.fill();
  try {
    // Sometimes the log of PostgreSQL runs out of room too, which ends PostgreSQL.
    const until = performance.now() + between(1_500, 4_000);
    while (performance.now() < until) {
      if (Math.random() < 0.5) await world.query('select pg_switch_wal()').catch(() => {});
      await delay(200);
    }
  } finally {
    world.disk.empty();
  }
  return 0;
}

async function jump(world: World): Promise<number> {
  const house = any(world.houses);
  shiftClock(house, Math.round(between(-5_400_000, 5_400_000)));
  await delay(between(1_000, 2_500));
  shiftClock(house, 0);
  return 0;
}

async function slow(world: World): Promise<number> {
  const hit = networks(world, 'line');
  for (const line of hit) line.slow(between(50, 300));
  await delay(between(1_500, 3_000));
  for (const line of hit) line.heal();
  return 0;
}

const apart = { stage: 'apart', kills: true } as const;
const embedded = { stage: 'embedded', kills: true } as const;

/** In turn, some more often than others; a short run does the first ones. */
export const faults: readonly Fault[] = [
  { ...apart, name: 'kill a web process', run: killWeb },
  { ...apart, name: 'kill everything', run: (world) => killAll(world, true) },
  { ...apart, name: 'kill the postmaster', run: killPostmaster },
  { ...apart, name: 'kill the jobs process', run: (world) => killHouse(world.houses[2]!) },
  { ...apart, name: 'kill a PostgreSQL backend', run: killBackend },
  { ...apart, name: 'kill a web process', run: killWeb },
  { ...apart, name: 'kill all of PostgreSQL', run: (world) => killAll(world, false) },
  { ...apart, name: 'kill a PostgreSQL backend', run: killBackend },
  { ...apart, name: 'kill the postmaster', run: killPostmaster },
  spoil('stall process and database', 'line', 'hold', 2_000, 7_000),
  { name: 'fill the disk', stage: 'apart', kills: false, impossible: ({ disk }) => disk.fixed, run: fillDisk },
  spoil('cut clients and server', 'door', 'cut', 200, 2_000),
  { name: 'jump the clock of a process', stage: 'apart', kills: false, run: jump },
  spoil('black-hole process and database', 'line', 'swallow', 2_000, 7_000),
  spoil('stall clients and server', 'door', 'hold', 1_000, 6_000),
  spoil('cut process and database', 'line', 'cut', 200, 2_000),
  spoil('black-hole clients and server', 'door', 'swallow', 1_000, 6_000),
  { name: 'slow process and database', stage: 'apart', kills: false, run: slow },
  { ...embedded, name: 'embedded: kill the postmaster', run: killPostmaster },
  { ...embedded, name: 'embedded: kill the process', run: (world) => killHouse(world.houses[0]!) },
  { ...embedded, name: 'embedded: kill everything', run: (world) => killAll(world, true) },
  { ...embedded, name: 'embedded: kill a backend', run: killBackend },
  { ...embedded, name: 'embedded: kill all of PostgreSQL', run: (world) => killAll(world, false) },
  {
    name: 'embedded: fill the disk',
    stage: 'embedded',
    kills: false,
    impossible: ({ disk }) => disk.fixed,
    run: fillDisk,
  },
];
