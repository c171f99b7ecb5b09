// The key file appears once and whole, whoever else makes it at the same moment.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keyFileIn, loadKeyFile } from './key-ring.ts';

test('processes that start at once on an empty folder agree on one key', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'healing-space-keys-'));
  try {
    const rings = await Promise.all(Array.from({ length: 8 }, () => loadKeyFile(folder)));
    const [first] = rings.map(({ keyRing }) => keyRing.keys.get('k1'));
    expect(first).toHaveLength(32);
    for (const { keyRing } of rings) expect(keyRing.keys.get('k1')!.equals(first!)).toBe(true);
    expect(await readdir(path.dirname(keyFileIn(folder)))).toEqual(['master.keys']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
