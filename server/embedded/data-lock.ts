// At most one process uses a data folder; the lock belongs to the operating system and ends with its process, however that ends.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

// A collected handle would give its lock back.
const held = new Set<DatabaseSync>();

/**
 * Node has no flock. SQLite takes a real fcntl lock: it dies with kill -9, is blind to reused process ids, holds between containers that
 * share the folder, and two processes taking over a stale lock cannot both win, as they can with a socket or pid file.
 * `begin immediate` on the empty file takes the lock and writes nothing.
 */
export async function lockDataDir(dataDir: string): Promise<{ release: () => Promise<void> }> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  const pidFile = join(folder, 'lock.pid');
  const lock = openLock(folder);
  try {
    lock.exec('begin immediate');
  } catch (cause) {
    lock.close();
    const busy = 5;
    if ((cause as { errcode?: number }).errcode !== busy) {
      throw new Error(`The data folder ${folder} cannot be locked (${(cause as Error).message}).`, { cause });
    }
    throw new Error(
      `Another Healing Space process (pid ${readPid(pidFile)}) is already using the data folder ${folder}: stop it first, or choose another folder.`,
      { cause },
    );
  }
  held.add(lock);
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release: async () => {
      if (held.delete(lock)) lock.close();
    },
  };
}

function openLock(folder: string): DatabaseSync {
  const file = join(folder, 'lock');
  try {
    // SQLite quietly opens a file it may not write, and then locks nothing.
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    return new DatabaseSync(file);
  } catch (cause) {
    throw new Error(`The data folder ${folder} is not writable by this user.`, { cause });
  }
}

function readPid(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown'; // The winner has the lock and is just about to write its id.
  }
}
