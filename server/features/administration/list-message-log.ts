// The message log for an admin, a page at a time; the look is audited.
import type { LoggedMessage } from '../../../contract/administration.ts';
import type { Actor } from '../../actor.ts';
import { auditLook } from '../../audit/look.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findLoggedMessages } from './message-log.store.ts';
import { viewLogged } from './message-log.view.ts';

/** A status that hardly any message has is looked for in this many at a time; the cursor goes on from there. */
const lookedAtOnce = 1_000;

export async function listMessageLog(
  deps: Deps,
  actor: Actor,
  {
    status,
    cursor,
    limit,
  }: { status?: LoggedMessage['status'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: LoggedMessage[]; nextCursor: string | null }> {
  const place = decodeCursor(cursor);
  await auditLook(deps, actor, 'message_log.read', { status });
  const looked = status ? lookedAtOnce : limit + 1;
  const rows = await findLoggedMessages(deps.db, place, looked);
  const fitting = rows.filter((row) => !status || row.status === status);
  const shown = fitting.slice(0, limit);
  const last = fitting.length > limit ? shown.at(-1) : rows.length === looked ? rows.at(-1) : undefined;
  return {
    items: shown.map(viewLogged),
    nextCursor: last ? encodeCursor({ at: last.sent_at, id: last.id }) : null,
  };
}
