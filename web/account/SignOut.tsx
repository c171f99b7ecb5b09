// The way out of the session, from wherever it is asked for: asks first while something here is unfinished.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { leave } from '../api/session.ts';
import { holdsUnsent } from '../conversation/unsent.ts';
import { Confirm } from '../kit/Dialog.tsx';
import { toast } from '../kit/Toasts.tsx';

/** `question` has to stand in the page. */
export function useSignOut(): { ask: () => void; question: ReactNode } {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const out = async () => {
    setAsking(false);
    try {
      await call(signOut, {});
      leave();
    } catch (error) {
      toast(sentenceFor(error as Error), 'wrong');
    }
  };
  return {
    ask: () => (holdsUnsent(client) ? setAsking(true) : void out()),
    question: asking && (
      <Confirm
        title={t('signOut.title')}
        action={t('signOut.action')}
        onConfirm={() => void out()}
        onClose={() => setAsking(false)}
      >
        <p>{t('signOut.loses')}</p>
      </Confirm>
    ),
  };
}
