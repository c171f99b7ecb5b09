// `npm run restore -- --from FILE [--verify]`: fills an empty installation; exit code 0 when everything is there.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 as newId } from 'uuid';
import { appendAudit } from '../audit/append.ts';
import { verifyAudit } from '../audit/verify.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { createDatabase } from '../db/transact.ts';
import { openDatabase } from '../open-database.ts';
import { loadInstallationKeys } from '../vault/installation-keys.ts';
import { keyFileIn, parseKeyRing, replaceKeyFile } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';

/** The keys go where the house looks for them, or have to be there already. */
async function keepKeys(config: Config, masterKeys: string): Promise<void> {
  const file = keyFileIn(config.dataDir);
  if (!config.masterKeys && !existsSync(file)) return replaceKeyFile(config.dataDir, masterKeys);
  const present = parseKeyRing(config.masterKeys ?? (await readFile(file, 'utf8')).trim());
  for (const [id, key] of parseKeyRing(masterKeys).keys) {
    if (present.keys.get(id)?.equals(key)) continue;
    throw new Error(
      config.masterKeys
        ? `MASTER_KEYS lacks the key ${id} of the backup: add it, or leave MASTER_KEYS out and the keys are put into ${file}.`
        : `${file} holds other keys than the backup: restore into an empty DATA_DIR.`,
    );
  }
}

try {
  const { values } = parseArgs({ options: { from: { type: 'string' }, verify: { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  if (!values.from) throw new Error('Name the backup: npm run restore -- --from FILE');
  const file = values.from;
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const passphrase = config.backupPassphrase;
  if (!passphrase) throw new Error('Set BACKUP_PASSPHRASE to what opens the backup.');
  const { pool, ownerUrl, close } = await openDatabase(config, () => {});
  try {
    const { madeAt, rows } = await restoreBackup({
      ownerUrl,
      passphrase,
      file,
      keepKeys: (masterKeys) => keepKeys(config, masterKeys),
    });
    const db = createDatabase(pool);
    const keyRing = parseKeyRing(config.masterKeys ?? (await readFile(keyFileIn(config.dataDir), 'utf8')).trim());
    const keys = await loadInstallationKeys(db, createVault(keyRing));
    console.log(
      `Restored what there was at ${madeAt}: ${rows.get('account')} accounts, ${rows.get('message')} messages.`,
    );
    if (values.verify) {
      for (const [table, count] of rows) console.log(`${table}: ${count} rows, as many as in the backup`);
      const { findings, chained, head } = await verifyAudit(db, keys.audit, (finding) => console.log(finding));
      console.log(
        findings === 0
          ? `The audit trail is whole: ${chained} entries, head ${head}.`
          : `The audit trail was tampered with before the backup: ${findings} findings.`,
      );
      if (findings > 0) process.exitCode = 1;
    }
    const source = { requestId: newId(), address: null, sessionId: null };
    const detail = { madeAt, messages: rows.get('message') };
    await db.transact((tx) =>
      appendAudit({ clock: () => new Date(), newId }, tx, [
        { actorId: null, source, action: 'backup.restored', detail },
      ]),
    );
  } finally {
    await close();
  }
} catch (error) {
  const { constructor, message, stack } = error as Error;
  console.error(constructor === Error ? message : stack);
  process.exitCode = 1;
}
