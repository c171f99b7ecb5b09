// A small disk of its own for the database, so that it can be filled; only where root may mount.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const megabytes = 3_072;

export interface Disk {
  readonly folder: string;
  /** Why it cannot be filled, or null. */
  readonly fixed: string | null;
  fill(): void;
  empty(): void;
  remove(): Promise<void>;
}

export function openDisk(root: string): Disk {
  const folder = path.join(root, 'database');
  const image = path.join(root, 'database.img');
  const ballast = path.join(folder, 'ballast');
  mkdirSync(folder);
  let fixed: string | null = null;
  try {
    // Sparse: it takes what is written to it.
    writeFileSync(image, '');
    truncateSync(image, megabytes * 1_048_576);
    execFileSync('mkfs.ext4', ['-q', '-m', '0', '-E', 'lazy_itable_init=1', image], { stdio: 'pipe' });
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'pipe' });
    chmodSync(folder, 0o755);
  } catch (error) {
    rmSync(image, { force: true });
    const { stderr, message } = error as Error & { stderr?: Buffer };
    fixed = stderr?.toString().trim() || message;
  }
  const empty = () => rmSync(ballast, { recursive: true, force: true });
  return {
    folder,
    fixed,
    fill() {
      mkdirSync(ballast);
      // The file system keeps books about what it gives, so the last blocks come in smaller and smaller pieces.
      for (let share = 1; share < 4_096; share *= 2) {
        const { bavail, bsize } = statfsSync(folder);
        const blocks = Math.floor(bavail / share);
        if (blocks > 0) spawnSync('fallocate', ['-l', String(blocks * bsize), path.join(ballast, String(share))]);
      }
    },
    empty,
    async remove() {
      // Whoever had a file open there may need a moment to end.
      for (let turn = 1; fixed === null; turn += 1) {
        const { status, stderr } = spawnSync('umount', [folder], { encoding: 'utf8' });
        if (status === 0) break;
        if (turn === 40) throw new Error(stderr);
        await delay(500);
      }
      rmSync(image, { force: true });
    },
  };
}
