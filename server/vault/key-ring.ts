// The master keys that wrap every data key: from configuration, or made once beside the data.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface KeyRing {
  /** Id of the key that wraps new data keys. */
  readonly current: string;
  /** 32-byte keys by id; old ones stay until everything is rewrapped. */
  readonly keys: Pick<ReadonlyMap<string, Buffer>, 'get'>;
}

interface ParsedRing extends KeyRing {
  readonly keys: ReadonlyMap<string, Buffer>;
}

const keyId = /^[a-z0-9-]{1,32}$/;

/** Reads `id:base64,id:base64`; the first is current. @throws Error that says which entry is wrong, never the key. */
export function parseKeyRing(text: string): ParsedRing {
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of text.split(',').entries()) {
    const [id = '', encoded = ''] = entry.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!keyId.test(id) || key.length !== 32 || keys.has(id)) {
      throw new Error(`MASTER_KEYS: entry ${index + 1} must be a new id, a colon and 32 bytes in base64`);
    }
    keys.set(id, key);
  }
  return { current: [...keys.keys()][0]!, keys };
}

export const keyFileIn = (dataDir: string) => path.join(dataDir, 'keys', 'master.keys');

/** The entry of a new key; its id follows the others'. */
export function newKeyEntry(others: Iterable<string>): string {
  const numbers = [...others].map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}:${randomBytes(32).toString('base64')}`;
}

/** Replaces the key file in one step (mode 0600): whoever reads it finds the old keys or the new ones, whole, and after a power cut too. */
export async function replaceKeyFile(dataDir: string, text: string): Promise<void> {
  const file = keyFileIn(dataDir);
  await writeAside(`${file}.new`, text);
  await rename(`${file}.new`, file);
  await flushNames(dataDir);
}

/** Makes the key file (mode 0600) unless another process was first. */
async function makeKeyFile(dataDir: string, text: string): Promise<void> {
  const file = keyFileIn(dataDir);
  const aside = `${file}.${randomUUID()}`;
  try {
    await writeAside(aside, text);
    // Unlike a rename, a link never replaces what is there.
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  await flushNames(dataDir);
}

async function writeAside(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await rm(file, { force: true });
  await writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

/** The database keeps what these keys wrap: a name that a power cut takes back would take every message with it. */
async function flushNames(dataDir: string): Promise<void> {
  for (const folder of [path.dirname(keyFileIn(dataDir)), dataDir]) {
    const handle = await open(folder);
    await handle.sync();
    await handle.close();
  }
}

/** The keys of a file that may be replaced while the house runs: looked at again for every key that is wrapped, and for one that is not known. */
function followFile(file: string, text: string): KeyRing {
  let ring = parseKeyRing(text);
  const stateOf = (stat: Stats) => `${stat.ino} ${stat.mtimeMs}`;
  let seen = stateOf(statSync(file));
  function refresh(): void {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat || stateOf(stat) === seen) return;
    ring = parseKeyRing(readFileSync(file, 'utf8').trim());
    seen = stateOf(stat);
  }
  return {
    get current() {
      refresh();
      return ring.current;
    },
    keys: {
      get(id) {
        if (!ring.keys.has(id)) refresh();
        return ring.keys.get(id);
      },
    },
  };
}

/**
 * Reads the key file in the data folder, making it on the first start (mode 0600).
 * @param mayMake says no when something was sealed already: a new key in the place of a lost one could be taken for it.
 */
export async function loadKeyFile(
  dataDir: string,
  mayMake: () => Promise<boolean> = async () => true,
): Promise<{ keyRing: KeyRing; file: string }> {
  const file = keyFileIn(dataDir);
  const read = () =>
    readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  let text = await read();
  if (text === undefined && (await mayMake())) await makeKeyFile(dataDir, newKeyEntry([]));
  // Another process may have made it meanwhile.
  text ??= await read();
  if (text === undefined)
    throw new Error(
      `The key file ${path.resolve(file)} is missing, and this database was made with one: put it back, or set MASTER_KEYS.`,
    );
  return { keyRing: followFile(file, text.trim()), file };
}
