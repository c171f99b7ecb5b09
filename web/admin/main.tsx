// The admin's door: how the service is doing, the support desk's inbox, accounts and care links,
// broadcasts, crisis words, the logs, templates, what was sent or will be, settings.
import '../kit/look.ts';
import {
  IconActivity,
  IconAlertTriangle,
  IconClock,
  IconFileSearch,
  IconHeartHandshake,
  IconInbox,
  IconListDetails,
  IconSearch,
  IconSend2,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  IconUsers,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { openDoor } from '../door/open-door.tsx';
import { later } from '../kit/later.tsx';
import catalogue from '../locales/en/admin.json';

const OverviewPage = later(async () => (await import('./overview/OverviewPage.tsx')).OverviewPage);
const AccountsPage = later(async () => (await import('./AccountsPage.tsx')).AccountsPage);
const CareLinksPage = later(async () => (await import('./CareLinksPage.tsx')).CareLinksPage);
const BroadcastsPage = later(async () => (await import('../broadcasts/BroadcastsPage.tsx')).BroadcastsPage);
const CrisisWordsPage = later(async () => (await import('./crisis-words/CrisisWordsPage.tsx')).CrisisWordsPage);
const SearchPage = later(async () => (await import('../search/SearchPage.tsx')).SearchPage);
const AuditPage = later(async () => (await import('./logs/AuditPage.tsx')).AuditPage);
const MessageLogPage = later(async () => (await import('./logs/MessageLogPage.tsx')).MessageLogPage);
const TemplatesPage = later(async () => (await import('../templates/TemplatesPage.tsx')).TemplatesPage);
const SentPage = later(async () => (await import('../sent/SentPage.tsx')).SentPage);
const ScheduledPage = later(async () => (await import('../scheduled/ScheduledPage.tsx')).ScheduledPage);
const SettingsPage = later(async () => (await import('../account/SettingsPage.tsx')).SettingsPage);

const inbox = '/admin/inbox';

await openDoor({
  role: 'admin',
  catalogue,
  pages: () => [
    {
      path: 'overview',
      label: i18next.t('console.overview.title'),
      icon: <IconActivity size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <OverviewPage />,
    },
    {
      path: 'inbox',
      label: i18next.t('places.inbox'),
      icon: <IconInbox size={22} stroke={1.6} aria-hidden="true" />,
      counts: 'unread',
      alone: true,
      view: (openId) => <InboxPage base={inbox} openId={openId} />,
    },
    {
      path: 'search',
      label: i18next.t('places.search'),
      icon: <IconSearch size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SearchPage inbox={inbox} />,
    },
    {
      path: 'accounts',
      label: i18next.t('admin.accounts'),
      icon: <IconUsers size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <AccountsPage />,
    },
    {
      path: 'care-links',
      label: i18next.t('admin.careLinks'),
      icon: <IconHeartHandshake size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <CareLinksPage />,
    },
    {
      path: 'broadcasts',
      label: i18next.t('places.broadcasts'),
      icon: <IconSpeakerphone size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <BroadcastsPage />,
    },
    {
      path: 'crisis-words',
      label: i18next.t('console.crisisWords.title'),
      icon: <IconAlertTriangle size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <CrisisWordsPage />,
    },
    {
      path: 'audit',
      label: i18next.t('console.audit.title'),
      icon: <IconListDetails size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <AuditPage />,
    },
    {
      path: 'messages',
      label: i18next.t('console.messages.title'),
      icon: <IconFileSearch size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <MessageLogPage />,
    },
    {
      path: 'templates',
      label: i18next.t('places.templates'),
      icon: <IconTemplate size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <TemplatesPage inbox={inbox} />,
    },
    {
      path: 'sent',
      label: i18next.t('places.sent'),
      icon: <IconSend2 size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <SentPage inbox={inbox} />,
    },
    {
      path: 'scheduled',
      label: i18next.t('places.scheduled'),
      icon: <IconClock size={22} stroke={1.6} aria-hidden="true" />,
      folded: true,
      view: () => <ScheduledPage inbox={inbox} />,
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
