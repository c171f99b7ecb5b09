// Which system account runs PostgreSQL (it refuses to run as root), and which folders that account can enter.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** `undefined` means: as ourselves. */
export type Account = { uid: number; gid: number } | undefined;

/** As root: the owner of an existing cluster, else `postgres`, else `nobody`. As anyone else: ourselves. */
export function accountFor(cluster: string): Account {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  const ours = process.getuid?.();
  if (ours !== 0) {
    if (owner && owner.uid !== ours) {
      throw new Error(
        `The database in ${cluster} belongs to another user (uid ${owner.uid}): start as that user or as root.`,
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = lookUp('postgres') ?? lookUp('nobody');
  if (found) return found;
  throw new Error(
    'PostgreSQL refuses to run as root and this machine has neither a "postgres" nor a "nobody" account: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Asks by really entering: mode bits alone say nothing about ACLs and mounts. */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

function lookUp(name: string): Account {
  const id = (flag: string) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout.trim()) : NaN;
  };
  const uid = id('-u');
  const gid = id('-g');
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}
