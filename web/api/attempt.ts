// What is sent is sent once: a repeat of it keeps its client id, and what was changed since goes under another.
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusals } from '../../contract/errors.ts';
import { Refusal } from './refusal.ts';
import { sentenceFor } from './sentence.ts';

/** Whether what was sent may have arrived all the same. */
const mayHaveArrived = (error: Error) => !(error instanceof Refusal) || refusals[error.code] >= 500;

/** For `content` as it would be sent now; `error` is that of the last attempt. */
export function useAttempt(content: unknown, error: Error | null) {
  const { t } = useTranslation();
  const now = JSON.stringify(content);
  const [last, setLast] = useState<{ content: string; clientId: string } | null>(null);
  // A second click comes before React has drawn what the first one did.
  const made = useRef(last);
  const isLast = last?.content === now;
  return {
    clientId: (): string => {
      const reused = error instanceof Refusal && error.code === 'client_id_reused' && made.current === last;
      if (made.current?.content === now && !reused) return made.current.clientId;
      made.current = { content: now, clientId: crypto.randomUUID() };
      setLast(made.current);
      return made.current.clientId;
    },
    /** What went wrong, and from a change on that both may be there. */
    sentence: error && (mayHaveArrived(error) && !isLast ? t('bothMayBeThere') : sentenceFor(error)),
  };
}
