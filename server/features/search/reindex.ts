// Makes the search tokens of every message anew, beside whatever is being sent.
import type { Deps } from '../../deps.ts';
import { findTexts, upsertEntries } from './search.store.ts';

const batch = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Safe to run at any time, to stop and to repeat. @param onProgress gets how many messages are done so far.
 * @returns how many there are.
 */
export async function reindex(
  { db, vault, searchTokens }: Pick<Deps, 'db' | 'vault' | 'searchTokens'>,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for (let after = beforeAll; ;) {
    const rows = await findTexts(db, after, batch);
    if (rows.length === 0) return done;
    await upsertEntries(
      db,
      rows.map((row) => {
        const open = (field: 'subject' | 'body', sealed: Buffer) =>
          vault.open(row.data_key, { conversationId: row.conversation_id, rowId: row.id, field }, sealed);
        const subject = row.subject_sealed && open('subject', row.subject_sealed);
        return { row, tokens: searchTokens.ofMessage(row.conversation_id, subject, open('body', row.body_sealed)) };
      }),
    );
    after = rows.at(-1)!.id;
    done += rows.length;
    onProgress(done);
  }
}
