// The clinician's door: patients first, then the inbox, search, what is new, templates, what is sent later, broadcasts, what was sent, who is blocked, settings.
import '../kit/look.ts';
import {
  IconBell,
  IconClock,
  IconInbox,
  IconSearch,
  IconSend2,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  IconUserOff,
  IconUsers,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { openDoor } from '../door/open-door.tsx';
import { later } from '../kit/later.tsx';
import catalogue from '../locales/en/clinician.json';
import { FlaggedInbox } from './FlaggedInbox.tsx';
import { PatientPage } from './PatientPage.tsx';
import { PatientsPage } from './PatientsPage.tsx';

const SearchPage = later(async () => (await import('../search/SearchPage.tsx')).SearchPage);
const NotificationsPage = later(async () => (await import('../notifications/NotificationsPage.tsx')).NotificationsPage);
const BroadcastsPage = later(async () => (await import('../broadcasts/BroadcastsPage.tsx')).BroadcastsPage);
const SentPage = later(async () => (await import('../sent/SentPage.tsx')).SentPage);
const BlockedPage = later(async () => (await import('../blocks/BlockedPage.tsx')).BlockedPage);
const ScheduledPage = later(async () => (await import('../scheduled/ScheduledPage.tsx')).ScheduledPage);
const TemplatesPage = later(async () => (await import('../templates/TemplatesPage.tsx')).TemplatesPage);

const inbox = '/clinician/inbox';
const patients = '/clinician/patients';

const SettingsPage = later(async () => (await import('../account/SettingsPage.tsx')).SettingsPage);
await openDoor({
  role: 'clinician',
  catalogue,
  pages: () => [
    {
      path: 'patients',
      label: i18next.t('clinician.patients'),
      icon: <IconUsers size={22} stroke={1.6} aria-hidden="true" />,
      alone: true,
      view: (id) =>
        id ? (
          <PatientPage key={id} id={id} base={patients} inbox={inbox} />
        ) : (
          <PatientsPage base={patients} inbox={inbox} />
        ),
    },
    {
      path: 'inbox',
      label: i18next.t('places.inbox'),
      icon: <IconInbox size={22} stroke={1.6} aria-hidden="true" />,
      counts: 'unread',
      alone: true,
      view: (openId) => <FlaggedInbox base={inbox} openId={openId} />,
    },
    {
      path: 'search',
      label: i18next.t('places.search'),
      icon: <IconSearch size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SearchPage inbox={inbox} />,
    },
    {
      path: 'notifications',
      label: i18next.t('places.notifications'),
      icon: <IconBell size={22} stroke={1.6} aria-hidden="true" />,
      counts: 'news',
      view: () => <NotificationsPage />,
    },
    {
      path: 'templates',
      label: i18next.t('places.templates'),
      icon: <IconTemplate size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <TemplatesPage inbox={inbox} />,
    },
    {
      path: 'scheduled',
      label: i18next.t('places.scheduled'),
      icon: <IconClock size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <ScheduledPage inbox={inbox} />,
    },
    {
      path: 'broadcasts',
      label: i18next.t('places.broadcasts'),
      icon: <IconSpeakerphone size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <BroadcastsPage />,
    },
    {
      path: 'sent',
      label: i18next.t('places.sent'),
      icon: <IconSend2 size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <SentPage inbox={inbox} />,
    },
    {
      path: 'blocked',
      label: i18next.t('places.blocked'),
      icon: <IconUserOff size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <BlockedPage />,
    },
    {
      path: 'settings',
      label: i18next.t('places.settings'),
      icon: <IconSettings size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <SettingsPage />,
    },
  ],
});
