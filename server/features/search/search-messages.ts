// Search: tokens find candidates, and only what is opened and truly matches is shown.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Message } from '../../../contract/messages.ts';
import type { SearchHit, searchMessages as endpoint, SearchQuery } from '../../../contract/search.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { decodeCursor, encodeCursor } from '../../page/cursor.ts';
import { findPeople } from '../accounts/find-people.ts';
import { readMessages } from '../messages/read-messages.ts';
import { findMatches } from './find-matches.ts';
import type { Range } from './find-matches.ts';
import { readQuery, soughtTokens } from './read-query.ts';
import type { Query } from './read-query.ts';
import { findCandidates, findHitConversations, findSearchPlaces } from './search.store.ts';
import type { Candidate } from './search.store.ts';

/** How many messages are opened for a page at most, and how many at once. */
const mostOpened = 200;
const openedAtOnce = 50;
/** How many characters of them are looked through for a page, and after how many others have their turn: about 100 ms and 10 ms. */
const mostRead = 250_000;
const aTurn = 25_000;

export async function searchMessages(deps: Deps, actor: Actor, query: SearchQuery): Promise<ReplyOf<typeof endpoint>> {
  const people = query.cursor || query.has ? [] : (await findPeople(deps, actor, { query: query.q })).items;
  const sought = readQuery(query.q);
  const candidates = await findCandidatesFor(deps, actor, query, soughtTokens(deps.searchTokens, sought));
  const { matches, examined } = await openMatches(deps, actor, sought, candidates, query.limit);
  const places = await placesOf(deps, actor, matches);
  // Nothing is held while texts are looked through, and nothing is answered before it is recorded.
  await deps.db.transact((tx) =>
    appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'messages.searched',
        ...(query.conversationId && { subjectKind: 'conversation', subjectId: query.conversationId }),
        detail: { found: matches.length },
      },
    ]),
  );
  const last = candidates[examined - 1];
  const more = examined < candidates.length || candidates.length === mostOpened;
  return {
    items: matches.map(({ message, ranges: [subject, body] }) => ({
      message,
      conversation: places.get(message.conversationId)!,
      highlights: { subject: subject!, body: body! },
    })),
    people,
    nextCursor: more && last ? encodeCursor({ at: last.sent_at, id: last.id }) : null,
  };
}

async function findCandidatesFor(
  deps: Deps,
  actor: Actor,
  query: SearchQuery,
  tokens: ReturnType<typeof soughtTokens>,
): Promise<Candidate[]> {
  const conversationIds = query.has ? [] : await findSearchPlaces(deps.db, actor.accountId, query.conversationId);
  if (conversationIds.length === 0) return [];
  const moment = (value: string | undefined) => (value === undefined ? null : new Date(value));
  return findCandidates(
    deps.db,
    {
      conversationIds,
      conversationTokens: conversationIds.map((id) => deps.searchTokens.ofConversation(id)),
      ...tokens,
      senderId: query.from ?? null,
      from: moment(query.after),
      until: moment(query.before),
    },
    decodeCursor(query.cursor),
    mostOpened,
  );
}

interface Match {
  readonly message: Message;
  readonly ranges: Range[][];
}

/** Opens candidates until there are enough that match, or enough was read; nearly always the first few are enough. */
async function openMatches(
  deps: Deps,
  actor: Actor,
  sought: Query,
  candidates: readonly Candidate[],
  limit: number,
): Promise<{ matches: Match[]; examined: number }> {
  const matches: Match[] = [];
  let examined = 0;
  let read = 0;
  let turns = 0;
  const enough = () => matches.length === limit || read >= mostRead;
  while (examined < candidates.length && !enough()) {
    const ids = candidates.slice(examined, examined + openedAtOnce).map((candidate) => candidate.id);
    const messages = await readMessages(deps, deps.db, actor.accountId, ids);
    for (const id of ids) {
      if (enough()) break;
      examined += 1;
      const message = messages.get(id);
      if (!message) continue;
      const texts = [message.subject ?? '', message.body];
      const ranges = findMatches(sought, texts);
      if (ranges) matches.push({ message, ranges });
      read += texts.join('').length;
      if (read < aTurn * (turns + 1)) continue;
      turns += 1;
      await nextTurn();
    }
  }
  return { matches, examined };
}

async function placesOf(
  deps: Deps,
  actor: Actor,
  matches: readonly Match[],
): Promise<Map<string, SearchHit['conversation']>> {
  const ids = [...new Set(matches.map(({ message }) => message.conversationId))];
  const rows = ids.length > 0 ? await findHitConversations(deps.db, actor.accountId, ids) : [];
  return new Map(
    rows.map(({ id, kind, peer, data_key, subject_sealed }) => {
      const place = { conversationId: id, rowId: id, field: 'subject' } as const;
      const subject = subject_sealed && deps.vault.open(data_key, place, subject_sealed);
      return [id, { id, kind, subject, peer }];
    }),
  );
}
