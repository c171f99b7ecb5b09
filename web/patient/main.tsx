// The patient's door: inbox, care team, settings.
import '../kit/look.ts';
import { IconHeartHandshake, IconInbox, IconSettings } from '@tabler/icons-react';
import i18next from 'i18next';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { openDoor } from '../door/open-door.tsx';
import { later } from '../kit/later.tsx';
import catalogue from '../locales/en/patient.json';
import { StartHere } from './StartHere.tsx';

const CareTeamPage = later(async () => (await import('./CareTeamPage.tsx')).CareTeamPage);
const SettingsPage = later(async () => (await import('../account/SettingsPage.tsx')).SettingsPage);

const inbox = '/patient/inbox';

await openDoor({
  role: 'patient',
  catalogue,
  pages: () => [
    {
      path: 'inbox',
      label: i18next.t('places.inbox'),
      icon: <IconInbox size={22} stroke={1.6} aria-hidden="true" />,
      view: (openId) => <InboxPage base={inbox} openId={openId} start={<StartHere />} />,
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
