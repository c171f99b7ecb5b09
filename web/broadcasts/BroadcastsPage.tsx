// Telling many people something at once: writing it, seeing whom it reaches, and what came of earlier ones.
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/hooks.ts';
import { useUnread } from '../conversation/queries.ts';
import { addWords } from '../kit/language.ts';
import { Page, useTitle } from '../kit/Page.tsx';
import words from '../locales/en/broadcasts.json';
import { PastBroadcasts } from './PastBroadcasts.tsx';
import { WriteBroadcast } from './WriteBroadcast.tsx';

addWords(words);

export function BroadcastsPage() {
  const { t } = useTranslation();
  useTitle(t('places.broadcasts'), useUnread());
  return (
    <Page
      title={t('places.broadcasts')}
      lead={t(useMe().role === 'admin' ? 'broadcasts.lead' : 'broadcasts.leadClinician')}
    >
      <WriteBroadcast />
      <PastBroadcasts />
    </Page>
  );
}
