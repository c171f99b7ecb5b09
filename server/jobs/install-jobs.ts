// Brings the job library's own tables to the version in use and declares the queues; the owner of the tables does it.
import { PgBoss } from 'pg-boss';
import type pg from 'pg';
import { jobSchema, queues } from './queues.ts';

export async function installJobs(owner: pg.Pool, role: string): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.query(text, values) },
    schema: jobSchema,
    supervise: false,
    schedule: false,
  });
  // Its faults reach whoever awaits; the event exists for background work, of which there is none here.
  boss.on('error', () => {});
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await owner.query(`
    grant usage on schema ${jobSchema} to ${role};
    grant select, insert, update, delete on all tables in schema ${jobSchema} to ${role};
    grant usage on all sequences in schema ${jobSchema} to ${role};
    grant execute on all functions in schema ${jobSchema} to ${role}`);
}
