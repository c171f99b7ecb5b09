// What a notice in a group says: who made, renamed, joined, left or was removed, in one sentence.
import type { TFunction } from 'i18next';
import type { Message } from '../../contract/messages.ts';

interface Notice {
  kind: Message['kind'];
  mine: boolean;
  by: string;
  about: string | null;
}

/** The sentence, or null for what a person wrote. */
export function noticeWords(t: TFunction, { kind, mine, by, about }: Notice): string | null {
  if (kind === 'text') return null;
  const name = kind === 'created' || kind === 'renamed' ? by : (about ?? by);
  const ownAct = mine && (kind === 'created' || kind === 'renamed' || about === by);
  return ownAct ? t(`messages.notice.own.${kind}`) : t(`messages.notice.${kind}`, { name });
}
