// Fills an empty installation from a backup, in one transaction: everything is there afterwards, or nothing is.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Frame, Manifest } from './frames.ts';
import { read } from './frames.ts';
import { createOwnerClient, liveApplication } from '../db/pool.ts';
import { open } from '../vault/sealed-file.ts';
import { columnsOf, findMigrations, findTables, quote } from './tables.ts';

export interface Restored {
  readonly madeAt: string;
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * @param keepKeys is given the master keys before anything is committed; what it throws ends the restore.
 * @throws Error of one sentence; nothing was changed then.
 */
export async function restoreBackup(given: {
  ownerUrl: string;
  passphrase: string;
  file: string;
  keepKeys: (masterKeys: string) => Promise<void>;
}): Promise<Restored> {
  const client = createOwnerClient(given.ownerUrl);
  await client.connect();
  try {
    await client.query('begin');
    await refuseUnlessEmpty(client);
    const restored = await fill(client, framesIn(given.file, given.passphrase), given.keepKeys);
    await client.query('commit');
    return restored;
  } finally {
    await client.end();
  }
}

async function* framesIn(file: string, passphrase: string): AsyncGenerator<Frame> {
  const plain = createGunzip();
  const opening = pipeline(createReadStream(file), (sealed: AsyncIterable<Buffer>) => open(passphrase, sealed), plain);
  // Its reason is the better one: `plain` would only say that it ended early.
  opening.catch(() => {});
  try {
    yield* read(plain);
  } catch (error) {
    await opening;
    throw error;
  } finally {
    plain.destroy();
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean; open: boolean }>(
    `select exists (select from account) or exists (select from audit_entry) as used,
            exists (select from pg_stat_activity where datname = current_database() and application_name = $1) as open`,
    [liveApplication],
  );
  if (rows[0]!.used) throw new Error('This installation holds accounts already: restore into an empty one.');
  // It would go on with the keys it made for itself, and sign the audit trail with one that is no longer there.
  if (rows[0]!.open) throw new Error('Healing Space is running on this database: stop every process of it first.');
}

async function fill(
  client: pg.Client,
  frames: AsyncGenerator<Frame>,
  keepKeys: (masterKeys: string) => Promise<void>,
): Promise<Restored> {
  const first = await frames.next();
  if (first.done || first.value.kind !== 'manifest') throw new Error('The backup does not say what it holds.');
  const manifest = first.value;
  await refuseOtherVersion(client, manifest);
  for (const { name } of (await findTables(client)).toReversed())
    if (!name.startsWith('audit_')) await client.query(`delete from ${quote(name)}`);

  const rows = new Map<string, number>();
  let whole = false;
  for await (const frame of frames) {
    if (frame.kind === 'end') whole = true;
    if (frame.kind !== 'table') continue;
    const filling = client.query(copyFrom(`copy ${quote(frame.name)} (${columnsOf(frame)}) from stdin`));
    let expected = -1;
    await pipeline(
      // Not `for await`: leaving that would end the frames that follow.
      async function* rowsOf() {
        for (;;) {
          const { value, done } = await frames.next();
          if (done || value.kind !== 'data') {
            if (value?.kind === 'rows') expected = value.count;
            return;
          }
          yield value.data;
        }
      },
      filling,
    );
    if (filling.rowCount !== expected)
      throw new Error(`${frame.name} has ${filling.rowCount} rows after the restore; the backup says ${expected}.`);
    rows.set(frame.name, expected);
  }
  if (!whole) throw new Error('The backup ends before everything was said.');
  for (const { name, last, called } of manifest.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quote(name), last, called]);
  await keepKeys(manifest.masterKeys);
  return { madeAt: manifest.madeAt, rows };
}

async function refuseOtherVersion(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = await findMigrations(client);
  if (here.join() === manifest.migrations.join()) return;
  throw new Error(
    `The backup was made by a version with ${manifest.migrations.at(-1)} as its last migration; this one has ${here.at(-1)}. Restore with that version, then update.`,
  );
}
