// Which of the three forms stands at the entrance.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contract/accounts.ts';
import { SignInForm } from '../account/SignInForm.tsx';
import { Go, usePath } from '../kit/route.tsx';
import { Leaf } from '../kit/Shell.tsx';
import { UrgentHelp } from '../kit/UrgentHelp.tsx';
import { useTitle } from '../kit/Page.tsx';
import { NewAccountForm } from './NewAccountForm.tsx';
import styles from './Entrance.module.css';

const enter = (me: Me) => location.assign(`/${me.role}/`);

export function Entrance() {
  const { t } = useTranslation();
  const path = usePath();
  const place = path === '/setup' ? 'setup' : path === '/register' ? 'register' : 'signIn';
  const title = { setup: t('entrance.setupTitle'), register: t('entrance.registerTitle'), signIn: t('signIn.title') }[
    place
  ];
  useTitle(title);
  return (
    <div className={styles['entrance']}>
      <UrgentHelp />
      <main className={styles['main']}>
        <header>
          <Leaf />
          <p className={styles['product']}>{t('product')}</p>
          <p className={styles['welcome']}>{t('entrance.welcome')}</p>
          <p className={styles['about']}>{t('entrance.about')}</p>
        </header>
        <div className={styles['card']}>
          <h1>{title}</h1>
          {place === 'setup' && <Setup />}
          {place === 'register' && (
            <>
              <p className={styles['about']}>{t('entrance.registerAbout')}</p>
              <NewAccountForm onDone={enter} />
              <p>
                {t('entrance.haveAccount')} <Go to="/">{t('entrance.toSignIn')}</Go>
              </p>
            </>
          )}
          {place === 'signIn' && (
            <>
              <SignInForm onSignedIn={enter} />
              <p>
                {t('entrance.noAccount')} <Go to="/register">{t('entrance.register')}</Go>
              </p>
            </>
          )}
        </div>
      </main>
    </div>
  );
}

function Setup() {
  const { t } = useTranslation();
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '');
  if (!token) return <p>{t('entrance.setupNoToken')}</p>;
  return (
    <>
      <p className={styles['about']}>{t('entrance.setupAbout')}</p>
      <NewAccountForm token={token} onDone={enter} />
    </>
  );
}
