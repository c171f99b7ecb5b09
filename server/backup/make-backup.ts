// One file with everything of an installation, as it was at one moment, while it goes on working.
import { createWriteStream } from 'node:fs';
import { mkdir, open as openFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { createOwnerClient } from '../db/pool.ts';
import { write } from './frames.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { findKeysInUse } from '../vault/rotate.ts';
import { seal } from '../vault/sealed-file.ts';
import { columnsOf, findMigrations, findSequences, findTables, quote } from './tables.ts';

export interface Made {
  readonly bytes: number;
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Memory stays bounded whatever the size. The file appears under its name only when it is whole and on the disk (mode 0600).
 * @param masterKeys is asked once the moment of the backup is fixed: a rotation may be under way.
 */
export async function makeBackup(given: {
  ownerUrl: string;
  masterKeys: () => Promise<string>;
  passphrase: string;
  file: string;
  now: Date;
}): Promise<Made> {
  const rows = new Map<string, number>();
  const unfinished = `${given.file}.unfinished`;
  await mkdir(path.dirname(path.resolve(given.file)), { recursive: true, mode: 0o700 });
  await rm(unfinished, { force: true });
  const client = createOwnerClient(given.ownerUrl);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await pipeline(
      frames(client, given, rows),
      createGzip({ level: 1 }),
      (plain: AsyncIterable<Buffer>) => seal(given.passphrase, plain),
      createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }),
    );
    await client.query('commit');
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await client.end();
  }
  const handle = await openFile(unfinished, 'r+');
  await handle.sync();
  await handle.close();
  await rename(unfinished, given.file);
  return { bytes: (await stat(given.file)).size, rows };
}

async function* frames(
  client: pg.Client,
  given: { masterKeys: () => Promise<string>; now: Date },
  counts: Map<string, number>,
): AsyncGenerator<Buffer> {
  const migrations = await findMigrations(client);
  const used = await findKeysInUse(client);
  const masterKeys = await given.masterKeys();
  const { keys } = parseKeyRing(masterKeys);
  const lacking = used.filter((id) => !keys.has(id));
  if (lacking.length > 0)
    throw new Error(
      `The master key ${lacking.join(', ')} is in use and is not at hand, so nobody could read this backup: try again when the rotation has ended, with the keys of the running house.`,
    );
  yield write({
    kind: 'manifest',
    madeAt: given.now.toISOString(),
    migrations,
    masterKeys,
    sequences: await findSequences(client),
  });
  for (const table of await findTables(client)) {
    yield write({ kind: 'table', ...table });
    const copying = client.query(copyTo(`copy ${quote(table.name)} (${columnsOf(table)}) to stdout`));
    for await (const data of copying as AsyncIterable<Buffer>) yield write({ kind: 'data', data });
    counts.set(table.name, copying.rowCount);
    yield write({ kind: 'rows', count: copying.rowCount });
  }
  yield write({ kind: 'end' });
}
