// Wraps every data key anew with the current master key, while the house runs; texts themselves are not touched.
import type pg from 'pg';
import type { Vault } from './vault.ts';

const rowsAtOnce = 500;

interface Place {
  readonly table: string;
  readonly id: string;
  readonly key: string;
  /** What the key belongs to, as it was named when it was wrapped. */
  readonly owner: (id: string) => string;
  readonly also?: string;
}

/** Everywhere the database keeps a wrapped key; a test compares it with the columns there are. */
export const wrappedKeys: readonly Place[] = [
  { table: 'conversation', id: 'id', key: 'data_key', owner: (id) => id },
  { table: 'broadcast', id: 'id', key: 'data_key', owner: (id) => id },
  { table: 'account_key', id: 'account_id', key: 'data_key', owner: (id) => id },
  {
    table: 'installation_key',
    id: 'name',
    key: 'sealed',
    owner: (name) => `installation:${name}`,
    // What health shows as the age of the key.
    also: ', created_at = now()',
  },
];

const idOf = (key: string) => `convert_from(substr(${key}, 3, get_byte(${key}, 1)), 'UTF8')`;

/** Ids of the master keys that wrapped anything. */
export async function findKeysInUse(owner: pg.Client): Promise<string[]> {
  const each = wrappedKeys.map(({ table, key }) => `select ${idOf(key)} as id from ${table}`);
  const { rows } = await owner.query<{ id: string }>(each.join(' union '));
  return rows.map((row) => row.id);
}

/** One pass over every table. @returns how many keys were wrapped anew; 0 when everything is wrapped by `current`. */
export async function rewrapAll(owner: pg.Client, vault: Vault, current: string): Promise<number> {
  let count = 0;
  for (const place of wrappedKeys) count += await rewrapTable(owner, vault, current, place);
  return count;
}

async function rewrapTable(owner: pg.Client, vault: Vault, current: string, place: Place): Promise<number> {
  const { table, id, key } = place;
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const { rows }: pg.QueryResult<{ id: string; key: Buffer }> = await owner.query(
      `select ${id} as id, ${key} as key from ${table}
       where ${idOf(key)} <> $1 and ($2::text is null or ${id} > $2::text::${id === 'name' ? 'text' : 'uuid'})
       order by ${id} limit ${rowsAtOnce}`,
      [current, after],
    );
    if (rows.length === 0) return count;
    // Only where nobody else changed it meanwhile: another rotation may be under way.
    const { rowCount } = await owner.query(
      `update ${table} set ${key} = given.made${place.also ?? ''}
       from unnest($1::text[], $2::bytea[], $3::bytea[]) as given(id, old, made)
       where ${table}.${id} = given.id::${id === 'name' ? 'text' : 'uuid'} and ${table}.${key} = given.old`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.key),
        rows.map((row) => vault.rewrap(place.owner(row.id), row.key)),
      ],
    );
    count += rowCount ?? 0;
    after = rows.at(-1)!.id;
  }
}
