// A new password, proved with the present one; every other device is signed out by it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { keepSession } from '../api/session.ts';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import styles from './forms.module.css';

export function PasswordForm() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => call(changePassword, { body }),
    onSuccess: (answer) => {
      keepSession(answer);
      form.current?.reset();
      toast(t('settings.passwordChanged'));
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  const wrong = fieldErrors(change.error);
  return (
    <form
      ref={form}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        change.mutate({
          currentPassword: formText(fields, 'currentPassword'),
          newPassword: formText(fields, 'newPassword'),
        });
      }}
    >
      <FormError>{change.error && Object.keys(wrong).length === 0 ? sentenceFor(change.error) : null}</FormError>
      {/* Password managers file the new password under this name. */}
      <input
        className="unseen"
        name="username"
        autoComplete="username"
        value={me.username}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Field
        label={t('settings.currentPassword')}
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        error={wrong['currentPassword']}
      />
      <Field
        label={t('settings.newPassword')}
        hint={t('settings.newPasswordHint')}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        error={wrong['newPassword']}
      />
      <div>
        <Button type="submit" disabled={change.isPending}>
          {t('settings.changePassword')}
        </Button>
      </div>
    </form>
  );
}
