// Telling many people something at once: writing it, seeing whom it reaches, and what came of earlier ones.
import { useTranslation } from 'react-i18next';
import { useUnread } from '../../conversation/queries.ts';
import { Page, useTitle } from '../../kit/Page.tsx';
import { PastBroadcasts } from './PastBroadcasts.tsx';
import { WriteBroadcast } from './WriteBroadcast.tsx';

export function BroadcastsPage() {
  const { t } = useTranslation();
  useTitle(t('console.broadcasts.title'), useUnread());
  return (
    <Page title={t('console.broadcasts.title')} lead={t('console.broadcasts.lead')}>
      <WriteBroadcast />
      <PastBroadcasts />
    </Page>
  );
}
