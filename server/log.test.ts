// The log never grows for ever, and putting a part of it aside loses no line.
import { statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from './log.ts';

const mebibyte = 1024 * 1024;
const lines = 60;

test('a log that has grown too large while the house runs is put aside, and goes on in a new file', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-log-'));
  try {
    const { log, file, flush } = await openLog({ dataDir, logTo: 'file', logLevel: 'info' });
    const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
    for (let number = 0; number < lines; number += 1) {
      log.info({ number, filling: 'x'.repeat(mebibyte) });
      const written = () => size(file!) + size(`${file}.1`);
      await expect.poll(written, { interval: 1 }).toBeGreaterThan((number + 1) * mebibyte);
    }
    flush();
    const numbersIn = async (name: string) =>
      Array.from((await readFile(name, 'utf8')).matchAll(/"number":(\d+)/g), ([, number]) => Number(number));
    const [aside, present] = [await numbersIn(`${file}.1`), await numbersIn(file!)];
    expect([...aside, ...present]).toEqual(Array.from({ length: lines }, (_, number) => number));
    expect(present.length).toBeLessThan(lines / 4);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
