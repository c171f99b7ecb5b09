// Connections to PostgreSQL with a limit on every wait, and the check that the server keeps what it acknowledges.
import pg from 'pg';

const int8 = 20;
const date = 1082;

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return Number;
    if (oid === date) return (value: string) => value;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Every running process keeps one connection by this name; commands do not. */
export const liveApplication = 'healing-space-live';

/** What the product relies on, whatever the clinic's database or role sets for everybody else. */
export const pinned = [
  '-c timezone=UTC',
  '-c datestyle=ISO',
  '-c search_path=public',
  String.raw`-c default_transaction_isolation=read\ committed`,
].join(' ');

/** PgBouncer refuses the settings of a connection, or drops them when it is told to ignore them. */
export const poolerInBetween =
  'What stands between here and PostgreSQL does not pass on the role and the time limits of a connection (PgBouncer does not): give the address of PostgreSQL itself.';

/** Connections that were told to wait no longer for the replica: PostgreSQL says so in a warning, and that it has committed. */
export const unreplicated = new WeakSet<pg.ClientBase>();

export interface PoolOptions {
  readonly max: number;
  /** Role taken for the whole connection; needed when the URL belongs to the owner of the tables. */
  readonly role?: string;
  /** Milliseconds a statement may run on the server; the client gives up one second later. */
  readonly statementTimeout?: number;
}

/** Waiting for a connection ends after 5 s, a statement after `statementTimeout` (5 s), an idle transaction after 10 s. */
export function createPool(url: string, { max, role, statementTimeout = 5_000 }: PoolOptions): pg.Pool {
  const settings = [
    `-c statement_timeout=${statementTimeout}`,
    // Shorter than a statement: whoever waits for somebody's row gives up before everybody behind does.
    `-c lock_timeout=${Math.min(2_000, statementTimeout)}`,
    '-c idle_in_transaction_session_timeout=10000',
    pinned,
    '-c jit=off',
    // The hot statements are planned once per connection: planning a page of the inbox anew cost as much as reading it.
    '-c plan_cache_mode=force_generic_plan',
    ...(role ? [`-c role=${role}`] : []),
  ];
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    query_timeout: statementTimeout + 1_000,
    options: settings.join(' '),
    application_name: 'healing-space',
    keepAlive: true,
    pipeline: true,
    types,
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced by the pool; without a listener Node would exit.
  pool.on('error', () => {});
  // So would it for one that breaks in somebody's hands between two statements; whoever holds it learns it from the next one.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    client.on('notice', ({ routine }) => void (routine === 'SyncRepWaitForLSN' && unreplicated.add(client)));
  });
  return pool;
}

/** One connection of the owner of the tables for work that may take hours, whatever time limits a role has. */
export function createOwnerClient(connectionString: string): pg.Client {
  const unlimited = [
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
  ];
  const options = [pinned, ...unlimited.map((name) => `-c ${name}=0`)].join(' ');
  const client = new pg.Client({ connectionString, options });
  // Whoever uses it learns of a connection that broke from the next statement.
  client.on('error', () => {});
  return client;
}

/** @throws Error with one sentence when the server could lose or refuse a message, is too old, or did not take what the pool asks of it. */
export async function assertFit(pool: pg.Pool, role?: string): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names', 'server_version_num',
                    'server_encoding', 'plan_cache_mode')
     union all select 'role', current_user`,
  );
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  if (Number(settings.get('server_version_num')) < 150_000) {
    throw new Error('This database is too old: PostgreSQL 15 or newer is needed.');
  }
  if (settings.get('plan_cache_mode') !== 'force_generic_plan' || (role && settings.get('role') !== role)) {
    throw new Error(poolerInBetween);
  }
  if (settings.get('server_encoding') !== 'UTF8') {
    throw new Error(
      `This database has the encoding ${settings.get('server_encoding')} and cannot hold every name: make one with encoding 'UTF8'.`,
    );
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const setting = settings.get(name);
    const waitsForNobody = setting === 'local' && settings.get('synchronous_standby_names') !== '';
    if (setting === 'off' || waitsForNobody) {
      throw new Error(
        `This database has ${name} ${setting} and could lose a message that was acknowledged. Turn it on and start again.`,
      );
    }
  }
}
