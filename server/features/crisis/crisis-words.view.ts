// From rows to the clinic's crisis list; and the words of a flag, sealed and open.
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import { crisisList } from '../../../contract/crisis/list.ts';
import { noEdits, versionOf } from '../../../contract/crisis/match.ts';
import { listSources } from '../../../contract/crisis/sources.ts';
import type { Vault } from '../../vault/vault.ts';
import type { EditRow } from './crisis-words.store.ts';

// Sealed under the key of the conversation, as the message itself.
const wordsPlace = (conversationId: string, messageId: string) =>
  ({ conversationId, rowId: messageId, field: 'words' }) as const;

export function sealWords(
  vault: Vault,
  dataKey: Buffer,
  conversationId: string,
  messageId: string,
  words: readonly string[],
): Buffer {
  return vault.seal(dataKey, wordsPlace(conversationId, messageId), JSON.stringify(words));
}

export function openWords(
  vault: Vault,
  dataKey: Buffer,
  conversationId: string,
  messageId: string,
  sealed: Buffer,
): string[] {
  return JSON.parse(vault.open(dataKey, wordsPlace(conversationId, messageId), sealed)) as string[];
}

export function viewCrisisWords(row: EditRow | undefined): CrisisWords {
  const edits = row ?? noEdits;
  return {
    number: edits.number,
    additions: [...edits.additions],
    removals: [...edits.removals],
    version: versionOf(edits),
    changedBy: row?.made_by ?? null,
    changedAt: row?.made_at.toISOString() ?? null,
    entries: crisisList.map(({ id, example, source, patterns }) => ({
      id,
      example,
      source,
      patterns: patterns.length,
    })),
    sources: listSources,
  };
}
