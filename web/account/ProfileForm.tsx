// Name, headline, e-mail address and time zone; only what was changed is sent.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMe } from '../../contract/accounts.ts';
import type { BodyInput } from '../../contract/endpoint.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { keepAccount } from '../api/session.ts';
import { Button } from '../kit/Button.tsx';
import { Choice, Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { toast } from '../kit/Toasts.tsx';
import styles from './forms.module.css';

const zones = Intl.supportedValuesOf('timeZone');

export function ProfileForm() {
  const { t } = useTranslation();
  const me = useMe();
  const [email, setEmail] = useState(me.email ?? '');
  const another = email.trim().toLowerCase() !== (me.email ?? '');
  const save = useMutation({
    mutationFn: (body: BodyInput<typeof changeMe>) => call(changeMe, { body }),
    onSuccess: (changed) => {
      keepAccount(changed);
      toast(t('saved'));
    },
  });
  const wrong = fieldErrors(save.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => formText(fields, name).trim();
    save.mutate({
      ...(value('displayName') !== me.displayName && { displayName: value('displayName') }),
      ...(value('headline') !== (me.headline ?? '') && { headline: value('headline') || null }),
      ...(another && { email: value('email') || null, currentPassword: value('currentPassword') }),
      ...(value('timeZone') !== me.timeZone && { timeZone: value('timeZone') }),
    });
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      <FormError>{save.error && Object.keys(wrong).length === 0 ? sentenceFor(save.error) : null}</FormError>
      <Field
        label={t('settings.displayName')}
        hint={t('settings.displayNameHint')}
        name="displayName"
        autoComplete="name"
        defaultValue={me.displayName}
        error={wrong['displayName']}
      />
      <Field
        label={t('settings.headline')}
        hint={t(me.role === 'patient' ? 'settings.headlineHintPatient' : 'settings.headlineHint')}
        name="headline"
        defaultValue={me.headline ?? ''}
        error={wrong['headline']}
      />
      <Field
        label={t('settings.email')}
        hint={t('settings.emailHint')}
        name="email"
        type="email"
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={wrong['email'] ?? wrong['username']}
      />
      {another && (
        <Field
          label={t('settings.emailPassword')}
          hint={t('settings.emailPasswordHint')}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          error={wrong['currentPassword']}
        />
      )}
      <Choice label={t('settings.timeZone')} name="timeZone" defaultValue={me.timeZone}>
        {[...new Set([me.timeZone, ...zones])].map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </Choice>
      <div>
        <Button kind="primary" type="submit" disabled={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
