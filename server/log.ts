// Where the log goes: JSON lines without content, to a file beside the data or to stdout.
import { once } from 'node:events';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

const largestFile = 50 * 1024 * 1024;

export interface Log {
  readonly log: Logger;
  readonly file: string | null;
  readonly flush: () => void;
}

/** The file of earlier runs is put aside at start once it is larger than 50 MiB; one such file is kept. */
export async function openLog(config: Pick<Config, 'dataDir' | 'logTo' | 'logLevel'>): Promise<Log> {
  const file = config.logTo === 'file' ? path.resolve(config.dataDir, 'logs', 'healing-space.log') : null;
  if (file) {
    await mkdir(path.dirname(file), { recursive: true });
    const size = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    if (size > largestFile) await rename(file, `${file}.1`);
  }
  const target = destination({ dest: file ?? 1, sync: false });
  await once(target, 'ready');
  const log = pino(
    { level: config.logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    target,
  );
  return { log, file, flush: () => target.flushSync() };
}
