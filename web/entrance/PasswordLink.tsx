// A forgotten password: asking for a link, and choosing a new password with it.
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { requestPasswordReset, usePasswordLink as choosePassword } from '../../contract/password-links.ts';
import { call } from '../api/call.ts';
import { sendsMail } from '../api/mail.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { Go } from '../kit/route.tsx';
import account from '../account/forms.module.css';
import styles from './Entrance.module.css';

/** Sends what was typed and says what came of it: nothing yet, done, or why not. */
function useSending(send: (fields: FormData) => Promise<unknown>) {
  const [state, setState] = useState<{ busy: boolean; done: boolean; error: Error | null }>({
    busy: false,
    done: false,
    error: null,
  });
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setState({ busy: true, done: false, error: null });
    try {
      await send(fields);
      setState({ busy: false, done: true, error: null });
    } catch (error) {
      setState({ busy: false, done: false, error: error as Error });
    }
  }
  return { ...state, onSubmit: (event: FormEvent<HTMLFormElement>) => void submit(event) };
}

export function ForgottenPassword() {
  const { t } = useTranslation();
  const { busy, done, error, onSubmit } = useSending((fields) =>
    call(requestPasswordReset, { body: { identifier: formText(fields, 'identifier') } }),
  );
  const wrong = fieldErrors(error);
  if (!sendsMail())
    return (
      <>
        <p>
          <strong>{t('entrance.forgotNoMail')}</strong>
        </p>
        <p className={styles['about']}>{t('entrance.forgotNoMailAbout')}</p>
      </>
    );
  if (done)
    return (
      <div role="status">
        <p>
          <strong>{t('entrance.forgotSent')}</strong>
        </p>
        <p className={styles['about']}>{t('entrance.forgotSentAbout')}</p>
      </div>
    );
  return (
    <>
      <p className={styles['about']}>{t('entrance.forgotAbout')}</p>
      <form className={account['form']} onSubmit={onSubmit} noValidate>
        <FormError>{error && Object.keys(wrong).length === 0 ? sentenceFor(error) : null}</FormError>
        <Field
          label={t('signIn.identifier')}
          name="identifier"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={wrong['identifier']}
        />
        <Button kind="primary" type="submit" disabled={busy}>
          {t('entrance.forgotAction')}
        </Button>
      </form>
    </>
  );
}

export function NewPassword({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation();
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '');
  const { busy, error, onSubmit } = useSending(async (fields) => {
    await call(choosePassword, { params: { token }, body: { password: formText(fields, 'password') } });
    onChosen();
  });
  const wrong = fieldErrors(error);
  if (!token) return <p>{t('entrance.chooseNoToken')}</p>;
  return (
    <>
      <p className={styles['about']}>{t('entrance.chooseAbout')}</p>
      <form className={account['form']} onSubmit={onSubmit} noValidate>
        <FormError>{error && Object.keys(wrong).length === 0 ? sentenceFor(error) : null}</FormError>
        <Field
          label={t('entrance.newPassword')}
          hint={t('entrance.passwordHint')}
          name="password"
          type="password"
          autoComplete="new-password"
          error={wrong['password']}
        />
        <Button kind="primary" type="submit" disabled={busy}>
          {t('entrance.chooseAction')}
        </Button>
      </form>
      <p>
        <Go to="/forgot">{t('entrance.askAgain')}</Go>
      </p>
    </>
  );
}
