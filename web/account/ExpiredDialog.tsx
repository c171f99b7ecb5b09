// Over a page whose session has ended: sign in, and everything that waited goes on; what was typed is untouched.
import { useTranslation } from 'react-i18next';
import { useExpired, useMe } from '../api/hooks.ts';
import { leave } from '../api/session.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './forms.module.css';

export function ExpiredDialog() {
  const expired = useExpired();
  return expired ? <SignInAgain /> : null;
}

function SignInAgain() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Dialog title={t('signIn.again')}>
      <div className={styles['form']}>
        <p>{t('signIn.againWhy')}</p>
        <SignInForm
          identifier={me.username}
          onSignedIn={(account) => {
            // Somebody else's page must not show this person's messages.
            if (account.id !== me.id) leave();
          }}
        />
        <a href="/" className={styles['leave']}>
          {t('signIn.leave')}
        </a>
      </div>
    </Dialog>
  );
}
