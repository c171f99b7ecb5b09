// Makes the cluster once, whole or not at all, and keeps its passwords in files only their owner reads.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import { accountFor, canEnter } from './account.ts';
import { findBinaries } from './binaries.ts';

export const ownerRole = 'healing_space_owner';

export type Home = { folder: string; cluster: string; account: Account };

/** Nothing of ours in it: PGDATA, PGPORT and locales of whoever starts the product must not reach the server. */
export const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The folder stays root's own, so that the account cannot plant links where root writes logs and passwords. */
export function openHome(dataDir: string): Home {
  const folder = resolve(dataDir, 'postgres');
  const cluster = join(folder, 'cluster');
  const account = accountFor(cluster);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, account ? 0o711 : 0o700);
  return { folder, cluster, account };
}

/**
 * How PostgreSQL is told where its data is. Its account may be unable to walk there (data below /root, mode 0700), but a working directory
 * that root entered for it needs no walking, and PostgreSQL never leaves that directory: so the data stays in the data folder even then.
 */
export function dataArgument({ account, folder }: Home, cluster: string): string {
  if (!account || canEnter(account, folder)) return cluster;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Error(
    `The account that runs PostgreSQL (uid ${account.uid}) cannot enter ${folder}: start as an ordinary user, or move the data folder.`,
  );
}

/** Returns true when it made a new cluster. */
export async function createClusterOnce(home: Home): Promise<boolean> {
  for (const name of readdirSync(home.folder)) {
    if (name.startsWith('unfinished-'))
      rmSync(join(home.folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
  if (existsSync(home.cluster)) return false;
  const binaries = findBinaries(home.account, home.folder);
  // A new name each time: an initdb that outlived its killed parent must not write into ours.
  const unfinished = mkdtempSync(join(home.folder, 'unfinished-'));
  keepPassword(home, 'owner');
  const passwordFile = join(home.folder, 'owner-password');
  if (home.account) {
    for (const path of [unfinished, passwordFile]) chownSync(path, home.account.uid, home.account.gid);
  }
  const options = [
    [
      '-D',
      dataArgument(home, unfinished),
      '-U',
      ownerRole,
      '-E',
      'UTF8',
      '--auth=scram-sha-256',
      '--pwfile=../owner-password',
    ],
    ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ];
  try {
    await promisify(execFile)(join(binaries, 'initdb'), options.flat(), {
      ...home.account,
      cwd: unfinished,
      env: cleanEnvironment,
    });
  } catch (cause) {
    const { stderr = '', message } = cause as { stderr?: string; message: string };
    const reason = stderr.split('\n').findLast((line) => /error|fatal|detail/i.test(line)) ?? message;
    throw new Error(`The database could not be created in ${home.folder} (${reason.trim()}).`, { cause });
  }
  renameSync(unfinished, home.cluster);
  flushFolder(home.folder);
  return true;
}

export function ownerPassword(home: Home): string {
  const file = join(home.folder, 'owner-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Error(`The database's password file ${file} is missing: put it back from a backup of the data folder.`);
}

/** Makes the password on first use. */
export function keepPassword(home: Home, role: 'owner' | 'app'): string {
  const file = join(home.folder, `${role}-password`);
  if (!existsSync(file)) {
    const password = randomBytes(24).toString('base64url');
    writeFileSync(`${file}.unfinished`, `${password}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.unfinished`, file);
    flushFolder(home.folder);
  }
  return readFileSync(file, 'utf8').trim();
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
