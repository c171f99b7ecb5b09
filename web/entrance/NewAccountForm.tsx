// A new account: a patient who registers, or with a setup token the first admin.
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { registerPatient, setUpAdmin } from '../../contract/accounts.ts';
import type { Me } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import styles from '../account/forms.module.css';

export function NewAccountForm({ token, onDone }: { token?: string; onDone: (me: Me) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const wrong = fieldErrors(error);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => formText(fields, name);
    const body = {
      username: value('username'),
      displayName: value('displayName'),
      password: value('password'),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(value('email').trim() && { email: value('email') }),
    };
    setBusy(true);
    try {
      const { account } = token
        ? await call(setUpAdmin, { body: { ...body, token } })
        : await call(registerPatient, { body });
      if (account) onDone(account);
    } catch (refusal) {
      setError(refusal as Error);
      setBusy(false);
    }
  }

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <FormError>{error && Object.keys(wrong).length === 0 ? sentenceFor(error) : null}</FormError>
      <Field
        label={t('entrance.displayName')}
        hint={token ? undefined : t('entrance.displayNameHint')}
        name="displayName"
        autoComplete="name"
        error={wrong['displayName']}
      />
      <Field
        label={t('entrance.username')}
        hint={t('entrance.usernameHint')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={wrong['username']}
      />
      <Field
        label={t('entrance.email')}
        hint={t('entrance.emailHint')}
        name="email"
        type="email"
        autoComplete="email"
        error={wrong['email']}
      />
      <Field
        label={t('entrance.password')}
        hint={t('entrance.passwordHint')}
        name="password"
        type="password"
        autoComplete="new-password"
        error={wrong['password']}
      />
      <Button kind="primary" type="submit" disabled={busy}>
        {t(busy ? 'entrance.creating' : token ? 'entrance.createAdmin' : 'entrance.create')}
      </Button>
    </form>
  );
}
