// The patient's door: inbox, care team, settings.
import '../kit/look.ts';
import { IconHeartHandshake, IconInbox, IconSettings } from '@tabler/icons-react';
import i18next from 'i18next';
import { SettingsPage } from '../account/SettingsPage.tsx';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { openDoor } from '../door/open-door.tsx';
import catalogue from '../locales/en/patient.json';
import { CareTeamPage } from './CareTeamPage.tsx';

const inbox = '/patient/inbox';

await openDoor({
  role: 'patient',
  catalogue,
  pages: () => [
    {
      path: 'inbox',
      label: i18next.t('places.inbox'),
      icon: <IconInbox size={22} stroke={1.6} aria-hidden="true" />,
      view: (openId) => <InboxPage base={inbox} openId={openId} />,
    },
    {
      path: 'care-team',
      label: i18next.t('patient.careTeam'),
      icon: <IconHeartHandshake size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <CareTeamPage inbox={inbox} />,
    },
    {
      path: 'settings',
      label: i18next.t('places.settings'),
      icon: <IconSettings size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SettingsPage />,
    },
  ],
});
