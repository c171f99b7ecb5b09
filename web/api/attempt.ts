// What is sent is sent once: a repeat of it keeps its client id, and what was changed since goes under another.
import { useState } from 'react';
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
  const isLast = last?.content === now;
  return {
    /** To be asked for once in each attempt. */
    clientId: (): string => {
      const reused = error instanceof Refusal && error.code === 'client_id_reused';
      if (isLast && !reused) return last.clientId;
      const clientId = crypto.randomUUID();
      setLast({ content: now, clientId });
      return clientId;
    },
    /** What went wrong, and from a change on that both may be there. */
    sentence: error && (mayHaveArrived(error) && !isLast ? t('bothMayBeThere') : sentenceFor(error)),
  };
}
