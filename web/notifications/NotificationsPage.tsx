// The list of what is new, newest first, in fixed words; each leads to where it can be read.
import {
  IconAlertTriangle,
  IconBell,
  IconClockExclamation,
  IconHeartHandshake,
  IconMessage,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../contract/endpoint.ts';
import type { Notification } from '../../contract/notifications.ts';
import { useMe } from '../api/hooks.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { addWords } from '../kit/language.ts';
import { Page, useTitle } from '../kit/Page.tsx';
import { Go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { When } from '../kit/When.tsx';
import words from '../locales/en/notifications.json';
import { useMarkSeen, useNotifications } from './notifications.ts';
import styles from './notifications.module.css';

addWords(words);

const icons = {
  message: IconMessage,
  care_link: IconHeartHandshake,
  invitation: IconUsersGroup,
  scheduled_failed: IconClockExclamation,
  crisis_flag: IconAlertTriangle,
} as const;

const careOf: Record<Role, string> = { patient: 'care-team', clinician: 'patients', admin: 'care-links' };

/** Where it can be read. */
function placeOf({ kind, subjectId }: Notification, role: Role): string {
  switch (kind) {
    case 'message':
      return `/${role}/inbox/${subjectId}`;
    case 'invitation':
      return `/${role}/inbox`;
    case 'scheduled_failed':
      return `/${role}/scheduled`;
    case 'care_link':
      return `/${role}/${careOf[role]}`;
    case 'crisis_flag':
      return `/clinician/patients/${subjectId}`;
  }
}

export function NotificationsPage() {
  const { t } = useTranslation();
  useTitle(t('notifications.title'), useUnread());
  const { role } = useMe();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useNotifications();
  const seen = useMarkSeen();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = items.filter((one) => one.readAt === null).map((one) => one.id);
  const mark = (ids: readonly string[]) =>
    seen.mutate(ids, { onError: (refusal) => toast(sentenceFor(refusal), 'wrong') });
  return (
    <Page title={t('notifications.title')} lead={t('notifications.lead')}>
      {!data &&
        (error ? (
          <WentWrong title={t('notifications.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={5} />
        ))}
      {data && (
        <div className={styles['tools']}>
          <p role="status">{items.length > 0 && t('notifications.unread', { count: data.pages[0]?.unread ?? 0 })}</p>
          {fresh.length > 0 && (
            <Button disabled={seen.isPending} onClick={() => mark(fresh)}>
              {t('notifications.allRead')}
            </Button>
          )}
        </div>
      )}
      {data && items.length === 0 && (
        <Empty icon={<IconBell size={44} stroke={1.3} />} title={t('notifications.none')}>
          <p>{t('notifications.noneAbout')}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <ul className={styles['list']}>
          {items.map((one) => {
            const Icon = icons[one.kind];
            return (
              <li key={one.id}>
                <Go
                  to={placeOf(one, role)}
                  className={styles['row']}
                  data-fresh={one.readAt === null || undefined}
                  onClick={() => one.readAt === null && mark([one.id])}
                >
                  <Icon size={24} stroke={1.6} aria-hidden="true" />
                  <span>{t(`notifications.kind.${one.kind}`)}</span>
                  {one.readAt === null && <strong>{t('notifications.new')}</strong>}
                  <When at={one.updatedAt} />
                </Go>
              </li>
            );
          })}
        </ul>
      )}
      {hasNextPage && (
        <Button className={styles['more'] ?? ''} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'loading' : 'showMore')}
        </Button>
      )}
      <p className={styles['off']}>
        {t('notifications.off')} <Go to={`/${role}/settings`}>{t('notifications.toSettings')}</Go>
      </p>
    </Page>
  );
}
