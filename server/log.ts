// Where the log goes: JSON lines without content, to a file beside the data or to stdout.
import { once } from 'node:events';
import { existsSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

const largestFile = 50 * 1024 * 1024;
/** Characters that wait for room; what comes beyond is lost. */
const mostWaiting = 8 * 1024 * 1024;

export interface Log {
  readonly log: Logger;
  readonly file: string | null;
  /** Before the process exits. */
  readonly flush: () => void;
}

/** A file that is larger than 50 MiB is put aside; one such file is kept. */
export async function openLog(config: Pick<Config, 'dataDir' | 'logTo' | 'logLevel'>): Promise<Log> {
  const file = config.logTo === 'file' ? path.resolve(config.dataDir, 'logs', 'healing-space.log') : null;
  let size = 0;
  if (file) {
    await mkdir(path.dirname(file), { recursive: true });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }
  const target = destination({ dest: file ?? 1, sync: false, maxLength: mostWaiting });
  await once(target, 'ready');
  // A full disk costs lines of the log, and nothing else. The library waits for ever to flush what there is no room for.
  let noRoom = false;
  target.on('error', () => (noRoom = true));
  target.on('write', (bytes: number) => {
    noRoom = false;
    size += bytes;
    if (!file || size <= largestFile) return;
    size = 0;
    // Somebody may have taken it away; a new one is made in any case.
    if (existsSync(file)) renameSync(file, `${file}.1`);
    target.reopen();
  });
  const log = pino(
    { level: config.logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    target,
  );
  const flush = () => {
    if (noRoom) target.destroy();
    else target.flushSync();
  };
  return { log, file, flush };
}
