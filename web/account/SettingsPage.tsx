// Appearance, profile, password, devices and the way out.
import { IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { leave } from '../api/session.ts';
import { useUnread } from '../conversation/queries.ts';
import { holdsUnsent } from '../conversation/unsent.ts';
import { Button } from '../kit/Button.tsx';
import { Confirm } from '../kit/Dialog.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { addWords } from '../kit/language.ts';
import { chooseTheme, themes, useTheme } from '../kit/theme.ts';
import { toast } from '../kit/Toasts.tsx';
import { NotificationSettings } from '../notifications/NotificationSettings.tsx';
import { Devices } from './Devices.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { TwoFactor } from './TwoFactor.tsx';
import words from '../locales/en/settings.json';
import styles from './forms.module.css';

addWords(words);

export function SettingsPage() {
  const { t } = useTranslation();
  useTitle(t('settings.title'), useUnread());
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const out = async () => {
    setAsking(false);
    try {
      await call(signOut, {});
      leave();
    } catch (error) {
      toast(sentenceFor(error as Error), 'wrong');
    }
  };
  return (
    <Page title={t('settings.title')}>
      <Section title={t('settings.appearance')} about={t('settings.appearanceAbout')}>
        <ThemeChoice />
      </Section>
      <Section title={t('settings.profile')}>
        <ProfileForm />
      </Section>
      <Section title={t('notify.title')} about={t('notify.about')}>
        <NotificationSettings />
      </Section>
      <Section title={t('settings.devices')} about={t('settings.devicesAbout')}>
        <Devices />
      </Section>
      <Section title={t('settings.password')} about={t('settings.passwordAbout')}>
        <PasswordForm />
      </Section>
      <Section title={t('settings.twoFactor.title')} about={t('settings.twoFactor.about')}>
        <TwoFactor />
      </Section>
      <Section title={t('settings.signOut')} about={t('settings.signOutAbout')}>
        <div>
          <Button
            icon={<IconLogout size={20} aria-hidden="true" />}
            onClick={() => (holdsUnsent(client) ? setAsking(true) : void out())}
          >
            {t('settings.signOut')}
          </Button>
        </div>
      </Section>
      {asking && (
        <Confirm
          title={t('settings.signOutTitle')}
          action={t('settings.signOut')}
          onConfirm={() => void out()}
          onClose={() => setAsking(false)}
        >
          <p>{t('settings.signOutLoses')}</p>
        </Confirm>
      )}
    </Page>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const theme = useTheme();
  return (
    <fieldset className={styles['choices']}>
      <legend className="unseen">{t('settings.appearance')}</legend>
      {themes.map((one) => (
        <label key={one}>
          <input type="radio" name="theme" checked={theme === one} onChange={() => chooseTheme(one)} />
          {t(`settings.theme.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}
