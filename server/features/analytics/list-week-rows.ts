// The rows behind a clinician's figures, a page at a time; the look is recorded with whom it showed.
import type {
  listAnswers as answersEndpoint,
  listWeekMessages as messagesEndpoint,
} from '../../../contract/analytics.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, pageOf } from '../../page/cursor.ts';
import { findAnswers, findWeekMessages } from './week.store.ts';
import type { AnswerRow, WeekMessageRow } from './week.store.ts';

interface Asked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listAnswers(deps: Deps, actor: Actor, asked: Asked): Promise<ReplyOf<typeof answersEndpoint>> {
  const rows = await look(deps, actor, 'answers', asked, findAnswers);
  return pageOf(rows, asked.limit, viewAnswer, placeOf);
}

export async function listWeekMessages(
  deps: Deps,
  actor: Actor,
  asked: Asked,
): Promise<ReplyOf<typeof messagesEndpoint>> {
  const rows = await look(deps, actor, 'messages', asked, findWeekMessages);
  return pageOf(rows, asked.limit, viewMessage, placeOf);
}

async function look<Row extends AnswerRow | WeekMessageRow>(
  deps: Deps,
  actor: Actor,
  what: 'answers' | 'messages',
  { cursor, limit }: Asked,
  find: (
    tx: Tx,
    clinicianId: string,
    now: Date,
    place: ReturnType<typeof decodeCursor>,
    limit: number,
  ) => Promise<Row[]>,
): Promise<Row[]> {
  const place = decodeCursor(cursor);
  return deps.db.transact(async (tx) => {
    const found = await find(tx, actor.accountId, deps.clock(), place, limit + 1);
    const patientIds = [...new Set(found.slice(0, limit).map((row) => row.patient.id))];
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'clinician_analytics.read',
        detail: { rows: what, patientIds },
      },
    ]);
    return found;
  });
}

const placeOf = (row: AnswerRow | WeekMessageRow) => ({ at: row.sent_at, id: row.id });

const viewAnswer = (row: AnswerRow) => ({
  id: row.id,
  conversationId: row.conversation_id,
  patient: row.patient,
  askedAt: row.asked_at.toISOString(),
  answeredAt: row.sent_at.toISOString(),
  seconds: row.seconds,
});

const viewMessage = (row: WeekMessageRow) => ({
  id: row.id,
  conversationId: row.conversation_id,
  patient: row.patient,
  mine: row.mine,
  sentAt: row.sent_at.toISOString(),
});
