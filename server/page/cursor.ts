// Cursors: a moment and an id, opaque to clients, refused when they were not made here.
import { Refusal } from '../refusal.ts';

export interface Place {
  readonly at: Date;
  readonly id: string;
}

const form = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const encodeCursor = ({ at, id }: Place) => Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

export function decodeCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, milliseconds, id] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const at = new Date(Number(milliseconds));
  if (!id || Number.isNaN(at.getTime())) {
    throw new Refusal('invalid_input', {
      issues: [{ path: 'querystring.cursor', message: 'must be a cursor from an earlier answer' }],
    });
  }
  return { at, id };
}
