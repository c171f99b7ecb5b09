// Which tables a backup holds, in an order in which they can be filled again.
import type pg from 'pg';

/** Of this running installation only: sessions and what hangs on them, links that expire within days, counters. */
const leftOut = [
  'kysely_migration',
  'kysely_migration_lock',
  'live_process',
  'password_link',
  'push_subscription',
  'session',
  'setup_link',
  'throttle',
];

export interface Table {
  readonly name: string;
  readonly columns: string[];
}

/** @returns tables after all those they refer to. */
export async function findTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { refers_to: string[] }>(
    `select c.relname as name,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns,
            array(select distinct f.confrelid::regclass::text from pg_constraint f
                  where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as refers_to
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1::text[])
     order by c.relname`,
    [leftOut],
  );
  const sorted: Table[] = [];
  const done = new Set<string>();
  while (sorted.length < rows.length) {
    const next = rows.filter((row) => !done.has(row.name) && row.refers_to.every((name) => done.has(name)));
    if (next.length === 0) throw new Error('tables that refer to each other in a circle cannot be put in order');
    for (const { name, columns } of next) {
      done.add(name);
      sorted.push({ name, columns });
    }
  }
  return sorted;
}

export async function findMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map((row) => row.name);
}

export async function findSequences(client: pg.Client) {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const sequences = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quote(name)}`,
    );
    sequences.push({ name, ...state[0]! });
  }
  return sequences;
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const columnsOf = ({ columns }: Table) => columns.map(quote).join(', ');
