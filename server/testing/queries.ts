// Counts what a piece of work asks of the database.
import pg from 'pg';
import { vi } from 'vitest';

// Work of its own that goes on in the background: relay, gateway and audit chain; and the look at the session,
// which is remembered for a second and so depends on when a request comes.
const background =
  /^(audit_|find_published_|(lock_relay|number_outbox_rows|delete_oldest_published|find_open_sessions|report_windows|touch_session)$)/;

/** Number of named statements that this process sent for requests while `work` ran. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    const names = spy.mock.calls.map(([config]) => (config as { name?: string }).name);
    return names.filter((name) => name && !background.test(name)).length;
  } finally {
    spy.mockRestore();
  }
}

/** Names of the statements that were sent inside a transaction while `work` ran. */
export async function askedInTransactions(work: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    const open = new Set<unknown>();
    return spy.mock.calls.flatMap(([asked], index) => {
      const client = spy.mock.contexts[index];
      const { name, text } = (typeof asked === 'string' ? { text: asked } : asked) as { name?: string; text: string };
      if (text === 'begin') open.add(client);
      if (text === 'commit' || text === 'rollback') open.delete(client);
      return name && open.has(client) ? [name] : [];
    });
  } finally {
    spy.mockRestore();
  }
}
