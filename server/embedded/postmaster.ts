// Says from postmaster.pid whether this cluster's server is really running, through kill -9, reboots and reused process ids.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, ftruncateSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type Postmaster = { pid: number; port: number; ready: boolean; stopping: boolean };

/** On the server's command line, so that a reused process id is told apart: /proc/<pid>/cwd is closed to root in a container. */
export function clusterMark(cluster: string): string {
  return `cluster_name=healing_space_${createHash('sha256').update(realpathSync(cluster)).digest('hex').slice(0, 16)}`;
}

export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readPidFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || !isPostmaster(pid, cluster)) return undefined;
  const state = lines[7]?.trim();
  return { pid, port: Number(lines[3]), ready: state === 'ready', stopping: state === 'stopping' };
}

export function isPostmaster(pid: number, cluster: string): boolean {
  return commandLine(pid).includes(clusterMark(cluster));
}

/**
 * After a reboot or in a fresh container the id in a stale file often belongs to something else, and PostgreSQL then refuses to start.
 * It ignores its own parent's id there, so put ours; deleting the file instead would lose its check for surviving processes.
 */
export function disownStalePidFile(cluster: string): void {
  const lines = readPidFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || !isAlive(pid) || isPostmaster(pid, cluster)) return;
  const file = openSync(join(cluster, 'postmaster.pid'), constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const text = [String(process.pid), ...lines.slice(1)].join('\n');
    ftruncateSync(file, 0);
    writeSync(file, text, 0);
  } finally {
    closeSync(file);
  }
}

function readPidFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandLine(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return ''; // Gone, or hidden because it is somebody else's.
    throw error;
  }
}
