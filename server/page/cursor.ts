// Cursors: a moment and an id, opaque to clients, refused when they were not made here. See also `one-list.ts`.
import { Refusal } from '../refusal.ts';

export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** After every real moment and id: where the newest page starts. */
export const newest: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const form = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const encodeCursor = ({ at, id }: Place) => Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

export const madeUpCursor = () =>
  new Refusal('invalid_input', {
    issues: [{ path: 'querystring.cursor', message: 'must be a cursor from an earlier answer to the same question' }],
  });

export function decodeCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, milliseconds, id] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const at = new Date(Number(milliseconds));
  if (!id || Number.isNaN(at.getTime())) throw madeUpCursor();
  return { at, id };
}

/** A page of `limit` out of at most one row more, which only says that there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
  placeOf: (row: Row) => Place,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? encodeCursor(placeOf(last)) : null };
}
