// How somebody wants to be told: each channel with a switch that is saved at once, quiet hours, and this device.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeNotificationSettings, readNotificationSettings } from '../../contract/notifications.ts';
import type { NotificationSettings as Settings } from '../../contract/notifications.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { addWords } from '../kit/language.ts';
import { Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import words from '../locales/en/notifications.json';
import { zoneName } from '../scheduled/send-time.ts';
import { ThisDevice } from './ThisDevice.tsx';
import { TimeField } from './TimeField.tsx';
import styles from './notifications.module.css';

addWords(words);

const night = { from: '22:00', to: '07:00' };

function useSettings() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const read = useQuery({
    queryKey: keys.notificationSettings,
    queryFn: ({ signal }) => call(readNotificationSettings, { signal }),
    staleTime: 0,
  });
  const change = useMutation({
    mutationFn: (body: Partial<Settings>) => call(changeNotificationSettings, { body }),
    scope: { id: 'notification-settings' },
    onSuccess: (settings) => {
      client.setQueryData(keys.notificationSettings, settings);
      toast(t('notify.saved'));
      return client.invalidateQueries({ queryKey: keys.notifications });
    },
    onError: (refusal) => toast(sentenceFor(refusal), 'wrong'),
  });
  /** Shown as it will be while it is being saved. */
  const shown = read.data && { ...read.data, ...(change.isPending && change.variables) };
  return { settings: shown, error: read.error, refetch: read.refetch, change: change.mutate };
}

export function NotificationSettings() {
  const { t } = useTranslation();
  const { email } = useMe();
  const { settings, error, refetch, change } = useSettings();
  if (!settings)
    return error ? <WentWrong title={t('notify.failed')} retry={() => void refetch()} /> : <Loading rows={4} />;
  const { quietHours: quiet, emailAvailable, timeZone } = settings;
  const noEmail = t(email ? 'notify.emailNone' : 'notify.emailNoAddress');
  const zone = <p>{t('notify.zone', { zone: zoneName(timeZone) })}</p>;
  return (
    <div className={styles['switches']}>
      <Switch
        label={t('notify.inApp')}
        about={t('notify.inAppAbout')}
        on={settings.inApp}
        onSwitch={(inApp) => change({ inApp })}
      />
      <Switch
        label={t('notify.email')}
        about={emailAvailable ? t(settings.digest ? 'notify.emailInstead' : 'notify.emailAbout') : noEmail}
        on={settings.email && emailAvailable && !settings.digest}
        cannot={!emailAvailable || settings.digest}
        onSwitch={(email) => change({ email })}
      />
      <div>
        <Switch
          label={t('notify.digest')}
          about={emailAvailable ? t('notify.digestAbout') : noEmail}
          on={settings.digest && emailAvailable}
          cannot={!emailAvailable}
          onSwitch={(digest) => change({ digest })}
        />
        {settings.digest && emailAvailable && (
          <div className={styles['times']}>
            <TimeField
              label={t('notify.digestTime')}
              time={settings.digestTime}
              onTime={(digestTime) => change({ digestTime })}
            />
            {zone}
          </div>
        )}
      </div>
      <div>
        <Switch
          label={t('notify.push')}
          about={t('notify.pushAbout')}
          on={settings.push}
          onSwitch={(push) => change({ push })}
        />
        {settings.push && <ThisDevice pushKey={settings.pushKey} />}
      </div>
      <div>
        <Switch
          label={t('notify.quiet')}
          about={t('notify.quietAbout')}
          on={quiet !== null}
          onSwitch={(on) => change({ quietHours: on ? night : null })}
        />
        {quiet && (
          <div className={styles['times']}>
            <TimeField
              label={t('notify.quietFrom')}
              time={quiet.from}
              not={quiet.to}
              onTime={(from) => change({ quietHours: { ...quiet, from } })}
            />
            <TimeField
              label={t('notify.quietTo')}
              time={quiet.to}
              not={quiet.from}
              onTime={(to) => change({ quietHours: { ...quiet, to } })}
            />
            {zone}
          </div>
        )}
      </div>
    </div>
  );
}

interface SwitchProps {
  label: string;
  about: ReactNode;
  on: boolean;
  cannot?: boolean;
  onSwitch: (on: boolean) => void;
}

function Switch({ label, about, on, cannot = false, onSwitch }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles['switch']}>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}about`}>{about}</p>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={cannot}
        aria-describedby={`${id}about`}
        onChange={(event) => onSwitch(event.target.checked)}
      />
    </div>
  );
}
