// Holds others up at a place in the database, so that a test decides who comes first.
import type { House } from './house.ts';

/** Runs a statement that holds others up. @returns what lets them go on. */
export async function holding(house: House, sql: string, values: string[] = []): Promise<() => Promise<void>> {
  const client = await house.owner.connect();
  await client.query('begin');
  await client.query(sql, values);
  return async () => {
    await client.query('commit');
    client.release();
  };
}

export async function heldUp(house: House, connections: number): Promise<void> {
  const { rows } = await house.owner.query(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  if (rows[0].n < connections) await heldUp(house, connections);
}
