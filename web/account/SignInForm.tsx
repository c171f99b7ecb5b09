// Name and password; the same form at the entrance and over a page whose session has ended.
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../contract/accounts.ts';
import type { Me } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { keepSession } from '../api/session.ts';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import styles from './forms.module.css';

export function SignInForm({ identifier = '', onSignedIn }: { identifier?: string; onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setWrong(null);
    try {
      const answer = await call(signIn, {
        body: { identifier: formText(fields, 'identifier'), password: formText(fields, 'password') },
      });
      if (answer.account) {
        onSignedIn(answer.account);
        keepSession(answer);
      }
    } catch (error) {
      setWrong(sentenceFor(error as Error));
      setBusy(false);
    }
  }

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <FormError>{wrong}</FormError>
      <Field
        label={t('signIn.identifier')}
        name="identifier"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={identifier}
        required
      />
      <Field
        label={t('signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        data-first
      />
      <Button kind="primary" type="submit" disabled={busy}>
        {t(busy ? 'signIn.busy' : 'signIn.action')}
      </Button>
    </form>
  );
}
