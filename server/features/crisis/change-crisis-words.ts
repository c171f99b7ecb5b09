// Changes what the clinic adds to and takes from the crisis list. From the commit on every send is judged by it.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { changeCrisisWords as endpoint, CrisisWords } from '../../../contract/crisis-words.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { findNewestEdit, insertListEdit } from './crisis-words.store.ts';
import { viewCrisisWords } from './crisis-words.view.ts';

export async function changeCrisisWords(deps: Deps, actor: Actor, body: BodyOf<typeof endpoint>): Promise<CrisisWords> {
  const additions = [...new Set(body.additions)].toSorted();
  const removals = [...new Set(body.removals)].toSorted();
  return deps.db.transact(async (tx) => {
    const before = await findNewestEdit(tx);
    const held = JSON.stringify([before?.additions ?? [], before?.removals ?? []]);
    if (held === JSON.stringify([additions, removals])) return viewCrisisWords(before);
    if (body.number !== (before?.number ?? 0)) throw new Refusal('crisis_words_changed');
    const number = body.number + 1;
    const edit = { number, additions, removals, madeBy: actor.accountId, at: deps.clock() };
    if (!(await insertListEdit(tx, edit))) throw new Refusal('crisis_words_changed');
    await appendAudit(deps, tx, [
      {
        actorId: actor.accountId,
        source: actor,
        action: 'crisis_words.changed',
        detail: { number, additions: additions.length, removals },
      },
    ]);
    return viewCrisisWords(await findNewestEdit(tx));
  });
}
