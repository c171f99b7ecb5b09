// `npm run backup [-- --to FILE]`: everything in one file that BACKUP_PASSPHRASE opens, while the house runs or not.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { v7 as newId } from 'uuid';
import { appendAudit } from '../audit/append.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { readConfig } from '../config.ts';
import { recordUpkeep } from '../features/administration/upkeep.store.ts';
import { keyFileIn } from '../vault/key-ring.ts';
import { withOperatorDatabase } from './open-for-operator.ts';

try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const config = readConfig(process.env);
  const passphrase = config.backupPassphrase;
  if (!passphrase) throw new Error('Set BACKUP_PASSPHRASE to what shall open the backup, at least 12 characters.');
  const now = new Date();
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const file = values.to ?? path.join(config.dataDir, 'backups', `healing-space-${stamp}.backup`);
  const made = await withOperatorDatabase(config, async (db, _keys, _vault, ownerUrl) => {
    const masterKeys = async () => config.masterKeys ?? (await readFile(keyFileIn(config.dataDir), 'utf8')).trim();
    const backup = await makeBackup({ ownerUrl, masterKeys, passphrase, file, now });
    const detail = { bytes: backup.bytes, messages: backup.rows.get('message')! };
    await db.transact(async (tx) => {
      await recordUpkeep(tx, 'backup', now, detail);
      const source = { requestId: newId(), address: null, sessionId: null };
      await appendAudit({ clock: () => now, newId }, tx, [{ actorId: null, source, action: 'backup.made', detail }]);
    });
    return backup;
  });
  console.log(`${path.resolve(file)} holds ${made.rows.get('message')} messages (${made.bytes} bytes).`);
  console.log('Without BACKUP_PASSPHRASE nobody can open it: keep that elsewhere, and keep it.');
} catch (error) {
  const { constructor, message, stack } = error as Error;
  console.error(constructor === Error ? message : stack);
  process.exitCode = 1;
}
