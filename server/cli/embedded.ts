// Starts an embedded PostgreSQL in a folder, prints its addresses as one line of JSON and stops it on a signal.
// For programs that measure the product from outside: node server/cli/embedded.ts FOLDER
import { lockDataDir } from '../embedded/data-lock.ts';
import { startEmbedded } from '../embedded/postgres.ts';

const dataDir = process.argv[2];
if (!dataDir) {
  process.stderr.write('Name the folder of the database.\n');
  process.exit(1);
}
// Signal listeners alone do not keep a process alive.
const alive = setInterval(() => {}, 60_000);
const lock = await lockDataDir(dataDir);
const postgres = await startEmbedded({ dataDir });
postgres.keepRunning();
const stop = async () => {
  await postgres.stop();
  await lock.release();
  clearInterval(alive);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
process.stdout.write(`${JSON.stringify({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })}\n`);
