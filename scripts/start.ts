// `npm start` and `npm run demo`: builds what is missing or older than its sources, then runs the server in this very process.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const at = (name: string) => path.join(root, name);

/** A folder's own time changes when a file in it is renamed or removed. */
function newest(name: string): number {
  const found = statSync(at(name), { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(at(name)).map((entry) => newest(path.join(name, entry))));
}

async function buildWhenOlder(stamp: string, sources: readonly string[], build: () => void | Promise<void>) {
  if (existsSync(at(stamp)) && newest(stamp) > Math.max(...sources.map(newest))) return;
  const started = new Date();
  await build();
  mkdirSync(path.dirname(at(stamp)), { recursive: true });
  writeFileSync(at(stamp), '');
  utimesSync(at(stamp), started, started);
}

function buildPages(): void {
  console.log('Building the pages …');
  const { status, signal } = spawnSync('npm', ['run', '--silent', 'build:web'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) throw new Error('The pages could not be built.');
}

try {
  await buildWhenOlder(
    'dist/web.built',
    [
      'web',
      'contract',
      'vite.config.ts',
      'scripts/contract-for-pages.ts',
      'scripts/finish-pages.ts',
      'scripts/doors-of-assets.ts',
      'package-lock.json',
    ],
    buildPages,
  );
  await buildWhenOlder(
    'dist/server.built',
    ['server', 'contract', 'scripts/build-server.ts', 'package-lock.json'],
    async () => {
      const { buildServer } = await import('./build-server.ts');
      await buildServer();
    },
  );
  process.setSourceMapsEnabled(true);
  await import(at('dist/server/main.js'));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
