// The admin's door: the support desk's inbox, care links, settings.
import '../kit/look.ts';
import { IconHeartHandshake, IconInbox, IconSettings, IconUsers } from '@tabler/icons-react';
import i18next from 'i18next';
import { SettingsPage } from '../account/SettingsPage.tsx';
import { InboxPage } from '../conversation/InboxPage.tsx';
import { openDoor } from '../door/open-door.tsx';
import catalogue from '../locales/en/admin.json';
import { AccountsPage } from './AccountsPage.tsx';
import { CareLinksPage } from './CareLinksPage.tsx';

await openDoor({
  role: 'admin',
  catalogue,
  pages: () => [
    {
      path: 'inbox',
      label: i18next.t('places.inbox'),
      icon: <IconInbox size={22} stroke={1.6} aria-hidden="true" />,
      view: (openId) => <InboxPage base="/admin/inbox" openId={openId} />,
    },
    {
      path: 'care-links',
      label: i18next.t('admin.careLinks'),
      icon: <IconHeartHandshake size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <CareLinksPage />,
    },
    {
      path: 'accounts',
      label: i18next.t('admin.accounts'),
      icon: <IconUsers size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <AccountsPage />,
    },
    {
      path: 'settings',
      label: i18next.t('places.settings'),
      icon: <IconSettings size={22} stroke={1.6} aria-hidden="true" />,
      view: () => <SettingsPage />,
    },
  ],
});
