// The master keys that wrap every data key: from configuration, or made once beside the data.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface KeyRing {
  /** Id of the key that wraps new data keys. */
  readonly current: string;
  /** 32-byte keys by id; old ones stay until everything is rewrapped. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

const keyId = /^[a-z0-9-]{1,32}$/;

/** Reads `id:base64,id:base64`; the first is current. @throws Error that says which entry is wrong, never the key. */
export function parseKeyRing(text: string): KeyRing {
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

/** Reads the key file in the data folder, making it on the first start (mode 0600). */
export async function loadKeyFile(dataDir: string): Promise<{ keyRing: KeyRing; file: string; made: boolean }> {
  const file = keyFileIn(dataDir);
  const existing = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (existing !== undefined) return { keyRing: parseKeyRing(existing.trim()), file, made: false };
  const text = `k1:${randomBytes(32).toString('base64')}`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return { keyRing: parseKeyRing(text), file, made: true };
}
