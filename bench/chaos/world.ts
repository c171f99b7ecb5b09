// The product as an operator runs it, with networks and a disk that can be spoilt: two processes for people, one for jobs and a
// PostgreSQL beside them, or one process with the embedded PostgreSQL. Both on the same data, one after the other.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { Program } from './program.ts';
import { openProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';

export type Stage = 'apart' | 'embedded';

/** A process of the product with the networks on both of its sides. */
export interface House {
  readonly name: string;
  readonly program: Program;
  /** From clients to it. */
  readonly door: Proxy;
  /** From it to the database; unused by the embedded one. */
  readonly line: Proxy;
  readonly clock: string;
}

export interface World {
  readonly folder: string;
  readonly disk: Disk;
  readonly stage: Stage;
  /** Of the present stage. */
  readonly houses: readonly House[];
  /** PostgreSQL of the stage `apart`. */
  readonly database: Program;
  /** Where clients knock in both stages. */
  readonly doors: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Names of processes that ended although nobody had asked, after they were ready. */
  readonly endings: readonly string[];
  enter(stage: Stage): Promise<void>;
  /** Undefined while there is none. */
  postmaster(): number | undefined;
  /** Processes of PostgreSQL below the postmaster. */
  backends(): number[];
  ownerUrl(): string;
  /** For looking in from outside, past all proxies. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  remove(): Promise<void>;
}

const limits = {
  SENDS_PER_MINUTE_PATIENT: '1000000',
  SENDS_PER_MINUTE_CLINICIAN: '1000000',
  GENERAL_REQUESTS_PER_MINUTE: '1000000',
};

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'healing-space-chaos-'));
  const disk = openDisk(folder);
  const endings: string[] = [];
  const cluster = path.join(disk.folder, 'postgres/cluster');
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    ...limits,
    PORT: '0',
    MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    NODE_OPTIONS: `--import ${path.join(import.meta.dirname, 'shifted-clock.ts')} --disable-warning=ExperimentalWarning`,
  };
  const database = new Program({
    name: 'postgres',
    file: 'server/cli/embedded.ts',
    args: [disk.folder],
    env: { ...base, CHAOS_CLOCK: '' },
    log: path.join(folder, 'postgres.txt'),
    ready: /(^\{.*)/,
    onReady: () => lead(),
    onEnding: () => endings.push('postgres'),
  });
  // It keeps the same through all restarts.
  const port = () => Number(readFileSync(path.join(disk.folder, 'postgres/port'), 'utf8'));
  const urlOn = (at: number) => {
    const password = readFileSync(path.join(disk.folder, 'postgres/owner-password'), 'utf8').trim();
    return `postgres://healing_space_owner:${password}@127.0.0.1:${at}/healing_space`;
  };
  const doors = [await openProxy(), await openProxy()];
  const lines: Proxy[] = [];
  const idle = await openProxy();

  async function house(name: string, stage: Stage, door: Proxy, env: NodeJS.ProcessEnv): Promise<House> {
    const line = stage === 'apart' ? await openProxy() : idle;
    if (stage === 'apart') {
      lines.push(line);
      line.lead(port());
    }
    const clock = path.join(folder, `${name}.clock`);
    const where = stage === 'apart' ? { DATABASE_URL: urlOn(line.port), DATA_DIR: path.join(folder, name) } : {};
    const program = new Program({
      name,
      file: 'dist/server/main.js',
      args: [],
      env: { ...base, DATA_DIR: disk.folder, ...where, ...env, CHAOS_CLOCK: clock },
      log: path.join(folder, `${name}.txt`),
      ready: /ready at \S+:(\d+)/,
      onReady: () => lead(),
      onEnding: () => endings.push(name),
    });
    return { name, program, door, line, clock };
  }

  let stage: Stage | undefined;
  let houses: House[] = [];

  /** Every network leads to where the program behind it listens by now. */
  function lead(): void {
    for (const line of lines) line.lead(port());
    for (const { program, door } of houses) door.lead(Number(program.said));
    if (stage === 'embedded') doors[1]!.lead(Number(houses[0]!.program.said));
  }

  const world: World = {
    folder,
    disk,
    get stage() {
      return stage!;
    },
    get houses() {
      return houses;
    },
    database,
    doors: doors.map((door) => `http://127.0.0.1:${door.port}`),
    env: base,
    endings,
    async enter(next) {
      if (stage === next) return;
      for (const { program } of houses) await program.stop();
      await database.stop();
      stage = next;
      if (next === 'apart') {
        await database.start();
        houses = [
          await house('web-1', next, doors[0]!, { JOBS: 'no' }),
          await house('web-2', next, doors[1]!, { JOBS: 'no' }),
          await house('jobs', next, idle, {}),
        ];
      } else houses = [await house('whole', next, doors[0]!, {})];
      // The first one makes the tables.
      for (const each of houses) await each.program.start();
    },
    postmaster() {
      const file = path.join(cluster, 'postmaster.pid');
      const pid = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0]! : '';
      // Its number may belong to somebody else by now.
      return ps('-o', 'command=', '-p', pid || '0').includes('cluster_name=healing_space') ? Number(pid) : undefined;
    },
    backends() {
      const pid = world.postmaster();
      return pid ? ps('-o', 'pid=', '--ppid', String(pid)).split(/\s+/).filter(Boolean).map(Number) : [];
    },
    ownerUrl: () => urlOn(port()),
    async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
      const client = new pg.Client({ connectionString: world.ownerUrl(), connectionTimeoutMillis: 5_000 });
      client.on('error', () => {});
      try {
        await client.connect();
        return (await client.query<Row>(sql, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    async remove() {
      disk.empty();
      for (const { program } of houses) await program.stop();
      await database.stop();
      for (const proxy of [...doors, ...lines, idle]) await proxy.close();
      // Its keeper may have been killed just before.
      const left = world.postmaster();
      if (left) process.kill(left, 'SIGQUIT');
      await disk.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

const ps = (...args: string[]) => spawnSync('ps', args, { encoding: 'utf8' }).stdout;

/** Moves the clock of one process, from now on. */
export const shiftClock = (house: House, milliseconds: number) => writeFileSync(house.clock, String(milliseconds));
