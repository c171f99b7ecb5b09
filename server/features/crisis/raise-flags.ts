// Raises a flag for each message that holds alarming words, in the transaction that stores the message.
import type { CrisisMatch } from '../../../contract/crisis/match.ts';
import type { Author } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { announcePatient } from '../patients/announce-patient.ts';
import { insertFlags } from './crisis-words.store.ts';
import { sealWords } from './crisis-words.view.ts';

export interface Raised {
  readonly alarm: CrisisMatch;
  readonly author: Author;
  readonly messageId: string;
  readonly conversation: { readonly id: string; readonly dataKey: Buffer };
}

export async function raiseFlags(deps: Deps, tx: Tx, raised: readonly Raised[]): Promise<void> {
  if (raised.length === 0) return;
  const at = deps.clock();
  const flags = raised.map(({ alarm, author, messageId, conversation }) => ({
    id: deps.newId(),
    messageId,
    conversationId: conversation.id,
    patientId: author.accountId,
    wordsSealed: sealWords(deps.vault, conversation.dataKey, conversation.id, messageId, alarm.words),
    listVersion: alarm.version,
    author,
  }));
  await insertFlags(tx, flags, at);
  for (const patientId of new Set(flags.map((flag) => flag.patientId)))
    await announcePatient(tx, patientId, 'flag.raised', at);
  await appendAudit(
    deps,
    tx,
    flags.map(({ id, author, messageId, listVersion }) => ({
      actorId: author.accountId,
      source: author,
      action: 'crisis_flag.raised',
      subjectKind: 'crisis_flag' as const,
      subjectId: id,
      detail: { messageId, listVersion },
    })),
  );
}
