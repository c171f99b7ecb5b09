// Starts the server process apart from the terminal, waits until it answers, and stops it cleanly.
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import type { Home } from './cluster.ts';
import { cleanEnvironment, dataArgument } from './cluster.ts';
import type { Postmaster } from './postmaster.ts';
import { clusterMark, findPostmaster, isPostmaster } from './postmaster.ts';

const pollMs = 20;
/** Replaying the log after a crash takes seconds, at most a minute or two on a slow disk. */
const readyWithinMs = 300_000;
/** Twice this is within what the whole house has for its end. */
const stopWithinMs = 7_000;
const largestLog = 10 * 1024 * 1024;

/** For two cores beside a browser and Node. Statements and row details stay out of the log: they hold names and addresses. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

export class LaunchFailed extends Error {
  override name = 'LaunchFailed';

  /** Processes of a killed server are still ending, or somebody took the port between our look and the start. */
  get mayPass(): boolean {
    return /lock file|shared memory|listen socket|TCP\/IP socket/.test(this.message);
  }
}

export async function launch(home: Home, port: number): Promise<Postmaster> {
  const postgres = join(findBinaries(home.account, home.folder), 'postgres');
  const parameters = [
    `port=${port}`,
    clusterMark(home.cluster),
    ...Object.entries(settings).map((pair) => pair.join('=')),
  ];
  const logFile = join(home.folder, 'postgres.log');
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const before = fstatSync(log).size;
  // Detached: Ctrl-C in the terminal must reach the server through us, after our last request, and not beside us.
  const child = spawn(postgres, ['-D', dataArgument(home, home.cluster), ...parameters.flatMap((p) => ['-c', p])], {
    ...home.account,
    cwd: home.cluster,
    env: cleanEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? code}`));
  await untilReady(home.cluster, () => ended !== undefined);
  const running = findPostmaster(home.cluster);
  if (running?.ready && running.pid === child.pid) return running;
  const lines = readFileSync(logFile).subarray(before).toString('utf8').split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC/.test(line))?.replace(/^.*?(FATAL|PANIC):\s*/, '');
  throw new LaunchFailed(`PostgreSQL did not start: ${reason ?? ended ?? 'it never became ready'} (see ${logFile}).`);
}

/** Returns when the running server answers, or has ended. */
export async function untilReady(cluster: string, ended: () => boolean): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!ended() && !findPostmaster(cluster)?.ready && Date.now() < deadline) await delay(pollMs);
}

/** Ends connections, writes everything out, and returns when the process is gone. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  if (!isPostmaster(pid, cluster)) return;
  signal(pid, 'SIGINT');
  if (await gone(pid, cluster)) return;
  // Without the final checkpoint: the next start replays the log, and loses nothing. (Asked to stop while it recovers from a
  // killed backend, PostgreSQL 18.4 waits for ever.)
  signal(pid, 'SIGQUIT');
  if (await gone(pid, cluster)) return;
  throw new Error(`PostgreSQL (pid ${pid}) does not stop.`);
}

async function gone(pid: number, cluster: string): Promise<boolean> {
  const deadline = Date.now() + stopWithinMs;
  while (isPostmaster(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
