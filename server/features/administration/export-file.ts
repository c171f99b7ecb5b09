// A file of any number of rows, written while it is read, and recorded at its start and at its end.
import { Readable } from 'node:stream';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { streamRows } from '../../db/stream-rows.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { isStillSignedIn } from '../sessions/still-signed-in.ts';
import { csvLine } from './csv.policy.ts';

/** Each holds a connection to the database beside the pool, and a snapshot. */
const atOnce = 2;
const longestMs = 15 * 60_000;

/** Without it Excel takes the file for another encoding and spoils every accent. */
const byteOrderMark = '\uFEFF';

export interface Export {
  readonly name: 'audit' | 'messages';
  readonly format: 'csv' | 'json';
  /** Ids, codes and moments. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  /** Columns that hold JSON. */
  readonly json?: readonly string[];
  readonly query: { readonly text: string; readonly values: readonly unknown[] };
}

export interface ExportedFile {
  readonly type: string;
  readonly name: string;
  readonly content: Readable;
}

let running = 0;

/** @param signal whoever reads the file went away. @throws Refusal `overloaded` when two are being written already. */
export async function exportFile(deps: Deps, actor: Actor, asked: Export, signal: AbortSignal): Promise<ExportedFile> {
  if (running >= atOnce) throw new Refusal('overloaded', { retryAfter: 10 });
  running += 1;
  const record = (action: string, detail: Record<string, unknown>) =>
    deps.db.transact((tx) =>
      appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action,
          detail: { export: asked.name, format: asked.format, ...detail },
        },
      ]),
    );
  try {
    await record('export.started', { filter: asked.filter });
  } catch (error) {
    running -= 1;
    throw error;
  }
  async function* write(): AsyncGenerator<string> {
    let rows = 0;
    let complete = false;
    try {
      const { text, values } = asked.query;
      yield asked.format === 'csv' ? `${byteOrderMark}${csvLine(asked.columns)}` : '[';
      for await (const batch of streamRows(deps.db.pool, { text }, values, longestMs, signal)) {
        if (!(await isStillSignedIn(deps.db, actor))) throw new Refusal('unauthenticated');
        yield asked.format === 'csv' ? batch.map(csvLine).join('') : jsonRows(asked, batch, rows === 0);
        rows += batch.length;
      }
      if (asked.format === 'json') yield '\n]\n';
      complete = true;
    } finally {
      await record('export.finished', { rows, complete });
      deps.doorbell.ring();
    }
  }
  const content = Readable.from(write(), { objectMode: false });
  // Also when it was never read.
  content.once('close', () => (running -= 1));
  const day = deps.clock().toISOString().slice(0, 10);
  return {
    type: asked.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
    name: `healing-space-${asked.name}-${day}.${asked.format}`,
    content,
  };
}

function jsonRows({ columns, json = [] }: Export, batch: readonly (string | null)[][], first: boolean): string {
  const fields = columns.map((column) => [`"${column}":`, json.includes(column)] as const);
  const rows = batch.map(
    (values) =>
      `{${fields.map(([name, raw], index) => name + (raw ? values[index] : JSON.stringify(values[index]))).join(',')}}`,
  );
  return `${first ? '\n' : ',\n'}${rows.join(',\n')}`;
}
