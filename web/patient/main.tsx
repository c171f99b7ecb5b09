// The patient's door: inbox, search, care team, what was sent or will be, what is new, templates, who is blocked, settings.
import '../kit/look.ts';
import '../kit/first.css';
import {
  IconBell,
  IconClock,
  IconHeartHandshake,
  IconInbox,
  IconSearch,
  IconSend2,
  IconSettings,
  IconTemplate,
  IconUserOff,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { openDoor } from '../door/open-door.tsx';
import { later } from '../kit/later.tsx';
import catalogue from '../locales/en/patient.json';
import { QuickActions } from './QuickActions.tsx';
import { StartHere } from './StartHere.tsx';

const CareTeamPage = later(async () => (await import('./CareTeamPage.tsx')).CareTeamPage);
const SearchPage = later(async () => (await import('../search/SearchPage.tsx')).SearchPage);
const SentPage = later(async () => (await import('../sent/SentPage.tsx')).SentPage);
const TemplatesPage = later(async () => (await import('../templates/TemplatesPage.tsx')).TemplatesPage);
const ScheduledPage = later(async () => (await import('../scheduled/ScheduledPage.tsx')).ScheduledPage);
const NotificationsPage = later(async () => (await import('../notifications/NotificationsPage.tsx')).NotificationsPage);
const BlockedPage = later(async () => (await import('../blocks/BlockedPage.tsx')).BlockedPage);
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
      counts: 'unread',
      alone: true,
      view: (openId) => (
        <InboxPage base={inbox} openId={openId} start={<StartHere />} quick={<QuickActions inbox={inbox} />} />
      ),
    },
    {
      path: 'search',
      label: i18next.t('places.search'),
      icon: <IconSearch size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SearchPage inbox={inbox} />,
    },
    {
      path: 'care-team',
      label: i18next.t('patient.careTeam'),
      icon: <IconHeartHandshake size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <CareTeamPage inbox={inbox} />,
    },
    {
      path: 'sent',
      label: i18next.t('places.sent'),
      icon: <IconSend2 size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SentPage inbox={inbox} />,
    },
    {
      path: 'notifications',
      label: i18next.t('places.notifications'),
      icon: <IconBell size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
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
