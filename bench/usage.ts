// What a process uses, as the kernel counts it (proc(5), time in ticks of 10 ms).
import { readdir, readFile } from 'node:fs/promises';

async function statOf(pid: number | string): Promise<string[]> {
  return (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
}
const seconds = (ticks: readonly string[]) => ticks.reduce((sum, tick) => sum + Number(tick), 0) / 100;

/** User and system time so far. */
export async function cpuSeconds(pid: number): Promise<number> {
  return seconds((await statOf(pid)).slice(11, 13));
}

/** The same of a PostgreSQL server with all its processes, those that ended included. */
export async function serverCpuSeconds(postmaster: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // A process may end while it is looked at; its time is then its parent's.
  const stats = await Promise.all(pids.map((pid) => statOf(pid).catch(() => [])));
  const own = stats.filter((stat) => stat[1] === String(postmaster)).map((stat) => seconds(stat.slice(11, 13)));
  return own.reduce((sum, time) => sum + time, seconds((await statOf(postmaster)).slice(11, 15)));
}

/** Resident set. */
export async function memoryMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_024;
}
