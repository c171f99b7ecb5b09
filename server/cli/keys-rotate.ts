// `npm run keys:rotate`: a new master key wraps every data key, the old one is retired; the house may run all the while.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { v7 as newId } from 'uuid';
import { appendAudit } from '../audit/append.ts';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { createOwnerClient } from '../db/pool.ts';
import { keyFileIn, loadKeyFile, newKeyEntry, parseKeyRing, replaceKeyFile } from '../vault/key-ring.ts';
import { rewrapAll } from '../vault/rotate.ts';
import { withOperatorDatabase } from './open-for-operator.ts';

const lookEveryMs = 200;

/** Puts a new key first in the file; a file with several is a rotation that was interrupted, and goes on. */
async function begin(config: Config): Promise<{ current: string; retiring: string[] }> {
  if (!config.masterKeys) {
    const file = keyFileIn(config.dataDir);
    if (!existsSync(file)) throw new Error(`The key file ${file} is missing: put it back, or set MASTER_KEYS.`);
    const text = (await readFile(file, 'utf8')).trim();
    const ids = [...parseKeyRing(text).keys.keys()];
    if (ids.length === 1) await replaceKeyFile(config.dataDir, `${newKeyEntry(ids)},${text}`);
  }
  const text = config.masterKeys ?? (await readFile(keyFileIn(config.dataDir), 'utf8')).trim();
  const [current, ...retiring] = [...parseKeyRing(text).keys.keys()];
  if (retiring.length === 0)
    throw new Error(
      'MASTER_KEYS holds one key. Put a new one in front of it, start every process with both, and rotate then.',
    );
  return { current: current!, retiring };
}

/** Everybody may see which transactions are open, but only the owner's own since when. */
async function openTransactions(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select virtualtransaction as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'virtualxid' and granted and datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rows.map((row) => row.name);
}

/** Whoever began before the new key was there may still be about to store something that the old one wrapped. */
async function untilEnded(owner: pg.Client, earlier: readonly string[]): Promise<void> {
  for (;;) {
    const open = new Set(await openTransactions(owner));
    if (!earlier.some((name) => open.has(name))) return;
    await delay(lookEveryMs);
  }
}

try {
  const config = readConfig(process.env);
  const { current, retiring, count } = await withOperatorDatabase(config, async (db, _keys, vault, ownerUrl) => {
    const owner = createOwnerClient(ownerUrl);
    await owner.connect();
    try {
      const alone = await owner.query<{ locked: boolean }>('select pg_try_advisory_lock(721107) as locked');
      if (!alone.rows[0]!.locked) throw new Error('Another rotation is under way.');
      const { current, retiring } = await begin(config);
      const earlier = await openTransactions(owner);
      let rewrapped = await rewrapAll(owner, vault, current);
      await untilEnded(owner, earlier);
      for (let more = 1; more > 0; rewrapped += more) more = await rewrapAll(owner, vault, current);
      if (!config.masterKeys) {
        const keep = (await readFile(keyFileIn(config.dataDir), 'utf8')).trim().split(',')[0]!;
        await replaceKeyFile(config.dataDir, keep);
      }
      await db.transact((tx) =>
        appendAudit({ clock: () => new Date(), newId }, tx, [
          {
            actorId: null,
            source: { requestId: newId(), address: null, sessionId: null },
            action: 'keys.rotated',
            detail: { current, retired: retiring, rewrapped },
          },
        ]),
      );
      return { current, retiring, count: rewrapped };
    } finally {
      await owner.end();
    }
  });
  console.log(`${count} keys were wrapped anew. The master key is ${current} now.`);
  console.log(
    config.masterKeys
      ? `Nothing needs ${retiring.join(', ')} any more: leave it out of MASTER_KEYS and start every process again.`
      : `${retiring.join(', ')} was retired. Copy ${(await loadKeyFile(config.dataDir)).file} to where its copy is kept.`,
  );
} catch (error) {
  const { constructor, message, stack } = error as Error;
  console.error(constructor === Error ? message : stack);
  process.exitCode = 1;
}
