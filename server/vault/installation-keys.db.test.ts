// A master key that does not fit changes nothing, so that the right one fits afterwards.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHouse } from '../testing/house.ts';
import { loadInstallationKeys } from './installation-keys.ts';
import { parseKeyRing } from './key-ring.ts';
import { createVault } from './vault.ts';

test('a version that needs a further key makes none under another master key', async () => {
  const house = await openHouse();
  const { db, vault, keys } = house.deps;
  try {
    await house.owner.query(`delete from installation_key where name = 'vapid'`);
    const other = createVault(parseKeyRing(`test:${randomBytes(32).toString('base64')}`));
    await expect(loadInstallationKeys(db, other)).rejects.toThrow(/unable to authenticate/);
    expect(await loadInstallationKeys(db, vault)).toMatchObject({
      audit: keys.audit,
      vapid: expect.any(Buffer) as Buffer,
    });
  } finally {
    await house.stop();
  }
});
