// How the house is doing, asked of the database and measured in this process at this moment.
import type { Health } from '../../../contract/administration.ts';
import type { Deps } from '../../deps.ts';
import { readMailState } from '../notifications/read-notifications.ts';
import { readProof } from './prove-audit.ts';
import { countUnchained, findUpkeep, readDatabase, readJobs, readSealedKeys } from './upkeep.store.ts';

/** Beyond these something is wrong, not merely busy. */
const limits = { roundTripMs: 250, oldestDueSeconds: 60, relayLagMs: 5_000, unchained: 5_000, backupDays: 7 };

interface Measured {
  readonly latency: Health['latency'];
  readonly windows: number;
  readonly relayLagMs: number;
}

export async function readHealth(deps: Deps, { latency, windows, relayLagMs }: Measured): Promise<Health> {
  const { pool } = deps.db;
  const [database, jobs, keys, unchained, upkeep, proof, mail] = await Promise.all([
    readDatabase(deps.db),
    readJobs(deps.db),
    readSealedKeys(deps.db),
    countUnchained(deps.db),
    findUpkeep(deps.db),
    readProof(deps),
    readMailState(deps),
  ]);
  const now = deps.clock();
  const backup = upkeep.get('backup')?.doneAt ?? null;
  const wrong: [Health['problems'][number], boolean][] = [
    ['database_slow', database.roundTripMs > limits.roundTripMs],
    ['jobs_late', jobs.oldest > limits.oldestDueSeconds],
    ['jobs_failed', jobs.failed > 0],
    ['live_late', relayLagMs > limits.relayLagMs],
    ['audit_late', unchained > limits.unchained],
    ['audit_broken', (proof.last?.findings ?? 0) > 0],
    ['mail_failing', mail.retrying + mail.givenUp > 0],
    ['backup_missing', !backup || now.getTime() - backup.getTime() > limits.backupDays * 86_400_000],
  ];
  const newest = deps.vault.keyIdOf(deps.vault.makeDataKey('health'));
  const sealedWithIt = keys.filter((key) => deps.vault.keyIdOf(key.sealed) === newest);
  return {
    problems: wrong.filter(([, is]) => is).map(([name]) => name),
    database: {
      ...database,
      connections: { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
    },
    jobs: { due: jobs.due, oldestDueSeconds: jobs.oldest, later: jobs.later, failed: jobs.failed },
    latency,
    live: { windows, relayLagMs },
    memory: { residentBytes: process.memoryUsage.rss(), heapUsedBytes: process.memoryUsage().heapUsed },
    upSince: new Date(now.getTime() - process.uptime() * 1_000).toISOString(),
    keys: { current: newest, since: (sealedWithIt[0]?.created_at ?? now).toISOString() },
    mail,
    audit: { waiting: unchained, last: proof.last },
    lastBackupAt: backup?.toISOString() ?? null,
  };
}
