// Where `npm test` runs its programs: one at a time, with a temporary folder of their own, and nothing of theirs outlives it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

export interface Workshop {
  /** For reports of the programs. */
  readonly folder: string;
  /** @returns whether it ended well. What it left running is told to end too. */
  run(command: string, args: readonly string[], env?: Record<string, string>): Promise<boolean>;
  close(): Promise<void>;
}

/** A first Ctrl-C asks everything to end, a second one insists. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-check-'));
  // As root, PostgreSQL runs as another account, which has to pass through.
  await chmod(folder, 0o711);
  const temporary = path.join(folder, 'tmp');
  await mkdir(temporary, { mode: 0o711 });
  let running: ChildProcess | undefined;
  let interrupted: NodeJS.Signals | undefined;

  async function close(): Promise<void> {
    for (const file of globSync('**/postmaster.pid', { cwd: temporary }))
      tell(Number(readFileSync(path.join(temporary, file), 'utf8').split('\n')[0]), 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  async function leaveWhenInterrupted(): Promise<void> {
    if (!interrupted) return;
    await close();
    console.error(`\nStopped by ${interrupted}; not everything was checked.`);
    process.exit(130);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (running?.pid) tell(-running.pid, interrupted ? 'SIGKILL' : signal);
      interrupted ??= signal;
    });
  }

  return {
    folder,
    close,
    async run(command, args, env = {}) {
      await leaveWhenInterrupted();
      const bin = path.join(root, 'node_modules/.bin');
      const child = spawn(command, args, {
        cwd: root,
        // A process group of its own, so that a signal reaches grandchildren too.
        detached: true,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...env, TMPDIR: temporary, PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
      });
      running = child;
      const passed = await new Promise<boolean>((resolve) => {
        child.once('error', (error) => {
          console.error(error.message);
          resolve(false);
        });
        child.once('exit', (code) => resolve(code === 0));
      });
      if (child.pid) tell(-child.pid, 'SIGTERM');
      await leaveWhenInterrupted();
      return passed;
    },
  };
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
