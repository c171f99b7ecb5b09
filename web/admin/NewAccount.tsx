// Makes an account whose owner chooses the password with a link.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../contract/endpoint.ts';
import type { Role } from '../../contract/endpoint.ts';
import { sendsMail } from '../api/mail.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Choice, Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { useCreateAccount } from './accounts.ts';
import { InvitationLink } from './InvitationLink.tsx';
import styles from '../account/forms.module.css';

export function NewAccount() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button kind="primary" onClick={() => setOpen(true)}>
        {t('admin.newAccount')}
      </Button>
      {open && <NewAccountDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreateAccount();
  const wrong = fieldErrors(create.error, t('admin.nameEmpty'));
  if (create.data) return <InvitationLink invited={create.data} onClose={onClose} />;
  return (
    <Dialog title={t('admin.newAccount')} onClose={onClose}>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          const displayName = formText(fields, 'displayName');
          const email = formText(fields, 'email');
          create.mutate({
            displayName,
            username: formText(fields, 'username'),
            ...(email ? { email } : {}),
            role: formText(fields, 'role') as Role,
          });
        }}
      >
        <p>{t(sendsMail() ? 'admin.newAccountAbout' : 'admin.newAccountNoMail')}</p>
        <FormError>{create.error && Object.keys(wrong).length === 0 ? sentenceFor(create.error) : null}</FormError>
        <Choice label={t('admin.role')} name="role" defaultValue="clinician">
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`admin.roles.${one}`)}
            </option>
          ))}
        </Choice>
        <Field label={t('admin.name')} name="displayName" autoComplete="off" error={wrong['displayName']} />
        <Field label={t('admin.username')} name="username" autoComplete="off" error={wrong['username']} />
        <Field label={t('admin.email')} name="email" type="email" autoComplete="off" error={wrong['email']} />
        <div>
          <Button kind="primary" type="submit" disabled={create.isPending}>
            {t('admin.makeAccount')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
