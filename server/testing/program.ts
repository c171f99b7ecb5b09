// The product as its users start it: a process of its own on a data folder, which tests stop, kill and start again.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../root.ts';

export interface Program {
  readonly url: string;
  /** Every line it printed before it was ready. */
  readonly words: readonly string[];
  /** SIGTERM, then waits for the end. @returns its exit code. */
  stop(): Promise<number | null>;
  /** Kills the whole tree, PostgreSQL and its children included, with SIGKILL. */
  kill(): Promise<void>;
}

/** @throws Error with everything the program printed when it ends before it is ready. */
export async function startProgram(dataDir: string, env: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const words: string[] = [];
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    words.push(line);
    url = /ready at (\S+)/.exec(line)?.[1];
    if (url) break;
  }
  if (!url) {
    await ended;
    throw new Error([...words, complaint.trim()].join('\n'));
  }
  child.stdout.resume();
  return {
    url,
    words,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      const pids = treeOf(child, dataDir);
      for (const pid of pids) signal(pid);
      await ended;
    },
  };
}

function treeOf(child: ChildProcess, dataDir: string): number[] {
  const postmaster = Number(readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  const backends = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' })
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  return [child.pid!, postmaster, ...backends];
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // A backend may end by itself once the others are gone.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
