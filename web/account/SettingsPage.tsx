// Appearance, profile, password, devices and the way out.
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { addWords } from '../kit/language.ts';
import { chooseTheme, themes, useTheme } from '../kit/theme.ts';
import { NotificationSettings } from '../notifications/NotificationSettings.tsx';
import { Devices } from './Devices.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { useSignOut } from './SignOut.tsx';
import { TwoFactor } from './TwoFactor.tsx';
import words from '../locales/en/settings.json';
import styles from './forms.module.css';

addWords(words);

export function SettingsPage() {
  const { t } = useTranslation();
  useTitle(t('settings.title'), useUnread());
  const { ask, question } = useSignOut();
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
      <Section title={t('signOut.action')} about={t('settings.signOutAbout')}>
        <div>
          <Button icon={<IconLogout size={20} aria-hidden="true" />} onClick={ask}>
            {t('signOut.action')}
          </Button>
        </div>
      </Section>
      {question}
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
