// One process per data folder: the second is refused in a sentence, and a killed one never blocks the next.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lockDataDir } from './data-lock.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'healing-space-lock-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Another process that locks the folder and says "held" or why not. */
async function holder(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const program = `
    const { lockDataDir } = await import(${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)})
    console.log(await lockDataDir(${JSON.stringify(folder)}).then(() => 'held', (error) => error.message))
    setInterval(() => {}, 1e6)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  undo.push(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: line.toString().trim() };
}

test('a second process is refused and told which one is in the way', async () => {
  const folder = aFolder();
  const { child, said } = await holder(folder);
  expect(said).toBe('held');
  await expect(lockDataDir(folder)).rejects.toThrow(
    `Another Healing Space process (pid ${child.pid}) is already using the data folder ${folder}`,
  );
});

test('a second lock inside one process is refused as well', async () => {
  const folder = aFolder();
  const { release } = await lockDataDir(folder);
  undo.push(release);
  await expect(lockDataDir(folder)).rejects.toThrow(`(pid ${process.pid})`);
});

test('after kill -9 the next process takes the lock at once', async () => {
  const folder = aFolder();
  const { child } = await holder(folder);
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  const { release } = await lockDataDir(folder);
  await release();
});

test('a released lock can be taken again, and release may be called twice', async () => {
  const folder = join(aFolder(), 'made', 'on', 'the', 'way');
  const first = await lockDataDir(folder);
  await first.release();
  await first.release();
  const second = await lockDataDir(folder);
  await second.release();
});

test('of eight processes that start together exactly one wins', async () => {
  const folder = aFolder();
  const all = await Promise.all(Array.from({ length: 8 }, () => holder(folder)));
  expect(all.filter(({ said }) => said === 'held')).toHaveLength(1);
});
