// Which of the forms stands at the entrance.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contract/accounts.ts';
import { SignInForm } from '../account/SignInForm.tsx';
import { Go, go, usePath } from '../kit/route.tsx';
import { Leaf } from '../kit/Shell.tsx';
import { UrgentHelp } from '../kit/UrgentHelp.tsx';
import { useTitle } from '../kit/Page.tsx';
import { NewAccountForm } from './NewAccountForm.tsx';
import { ForgottenPassword, NewPassword } from './PasswordLink.tsx';
import styles from './Entrance.module.css';

const places: Record<string, 'setup' | 'register' | 'forgot' | 'choose'> = {
  '/setup': 'setup',
  '/register': 'register',
  '/forgot': 'forgot',
  '/password': 'choose',
};
const enter = (me: Me) => location.assign(`/${me.role}/`);

export function Entrance() {
  const { t } = useTranslation();
  const path = usePath();
  const place = places[path] ?? 'signIn';
  const [chosen, setChosen] = useState(false);
  const title = {
    setup: t('entrance.setupTitle'),
    register: t('entrance.registerTitle'),
    forgot: t('entrance.forgotTitle'),
    choose: t('entrance.chooseTitle'),
    signIn: t('signIn.title'),
  }[place];
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
          {place === 'forgot' && (
            <>
              <ForgottenPassword />
              <p>
                <Go to="/">{t('entrance.toSignIn')}</Go>
              </p>
            </>
          )}
          {place === 'choose' && (
            <NewPassword
              onChosen={() => {
                setChosen(true);
                go('/');
              }}
            />
          )}
          {place === 'signIn' && (
            <>
              {chosen && <p role="status">{t('entrance.chosen')}</p>}
              <SignInForm onSignedIn={enter} />
              <p>
                <Go to="/forgot">{t('entrance.forgot')}</Go>
              </p>
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
