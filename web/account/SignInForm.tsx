// Name and password, then a code where the account asks for one; at the entrance and over a page whose session has ended.
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../contract/accounts.ts';
import type { Me } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { Refusal } from '../api/refusal.ts';
import { sentenceFor } from '../api/sentence.ts';
import { keepSession } from '../api/session.ts';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import styles from './forms.module.css';

interface Typed {
  identifier: string;
  password: string;
}

export function SignInForm({ identifier = '', onSignedIn }: { identifier?: string; onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  /** What was right, while the second step is asked for. */
  const [first, setFirst] = useState<Typed | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = first ?? { identifier: formText(fields, 'identifier'), password: formText(fields, 'password') };
    setBusy(true);
    setWrong(null);
    try {
      const answer = await call(signIn, { body: { ...typed, ...(first && { code: formText(fields, 'code') }) } });
      if (answer.account) {
        onSignedIn(answer.account);
        keepSession(answer);
      }
    } catch (error) {
      setBusy(false);
      if (error instanceof Refusal && error.code === 'code_needed') setFirst(typed);
      else setWrong(sentenceFor(error as Error));
    }
  }

  return (
    <form key={first ? 'second' : 'first'} className={styles['form']} onSubmit={(event) => void submit(event)}>
      <FormError>{wrong}</FormError>
      {first ? <SecondStep /> : <FirstStep identifier={identifier} />}
      <Button kind="primary" type="submit" disabled={busy}>
        {t(busy ? 'signIn.busy' : first ? 'signIn.codeAction' : 'signIn.action')}
      </Button>
      {first && (
        <Button
          kind="plain"
          onClick={() => {
            setFirst(null);
            setWrong(null);
          }}
        >
          {t('signIn.back')}
        </Button>
      )}
    </form>
  );
}

function FirstStep({ identifier }: { identifier: string }) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}

function SecondStep() {
  const { t } = useTranslation();
  return (
    <>
      <p role="status">{t('signIn.codeAbout')}</p>
      <Field
        label={t('signIn.code')}
        hint={t('signIn.codeHint')}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        required
        ref={(input) => input?.focus()}
      />
    </>
  );
}
