// What I broadcast, newest first, and how far each has come.
import { IconAlertCircle, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Broadcast } from '../../contract/broadcasts.ts';
import { referenceOf } from '../api/sentence.ts';
import { plainPreview } from '../conversation/plain-preview.ts';
import { FormattedText } from '../formatted/FormattedText.tsx';
import { Button } from '../kit/Button.tsx';
import { Section } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { useAttended } from '../kit/attended.ts';
import { useBroadcasts } from './broadcasts.ts';
import styles from './Broadcasts.module.css';

export function PastBroadcasts() {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useBroadcasts(useAttended());
  const broadcasts = data?.pages.flatMap((page) => page.items);
  return (
    <Section title={t('broadcasts.past')}>
      {!broadcasts &&
        (error ? (
          <WentWrong title={t('broadcasts.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={3} />
        ))}
      {broadcasts?.length === 0 && (
        <Empty icon={<IconSpeakerphone size={44} stroke={1.3} />} title={t('broadcasts.none')}>
          <p>{t('broadcasts.noneAbout')}</p>
        </Empty>
      )}
      {broadcasts && broadcasts.length > 0 && (
        <ul className={styles['past']}>
          {broadcasts.map((broadcast) => (
            <Past key={broadcast.id} broadcast={broadcast} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div>
          <Button aria-disabled={isFetchingNextPage} onClick={() => void (!isFetchingNextPage && fetchNextPage())}>
            {t(isFetchingNextPage ? 'loading' : 'broadcasts.more')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Past({
  broadcast: { audience, subject, body, urgent, createdAt, completedAt, reach },
}: {
  broadcast: Broadcast;
}) {
  const { t } = useTranslation();
  const share = (some: number) => `${reach.total > 0 ? (some / reach.total) * 100 : 0}%`;
  return (
    <li>
      <div className={styles['top']}>
        <span>
          {t('broadcasts.toAudience', { audience: t(`broadcasts.audiences.${audience}`) })}
          {urgent && <Urgent />}
        </span>
        <span>
          {t(completedAt ? 'broadcasts.done' : 'broadcasts.goingOut')} <When at={createdAt} />
        </span>
      </div>
      <strong dir="auto">{subject ?? plainPreview(body).split('\n', 1)[0]}</strong>
      <div className={styles['reach']} aria-hidden="true">
        <span data-step="sent" style={{ inlineSize: share(reach.sent) }} />
        <span data-step="delivered" style={{ inlineSize: share(reach.delivered) }} />
        <span data-step="read" style={{ inlineSize: share(reach.read) }} />
      </div>
      <p>
        {t('broadcasts.reach', {
          sent: reach.sent,
          total: reach.total,
          delivered: reach.delivered,
          read: reach.read,
        })}
        {reach.skipped > 0 && `, ${t('broadcasts.skippedShort', { count: reach.skipped })}`}
      </p>
      <details>
        <summary>{t('broadcasts.wholeText')}</summary>
        <FormattedText text={body} />
      </details>
    </li>
  );
}

function Urgent() {
  const { t } = useTranslation();
  return (
    <span className={styles['badge']}>
      <IconAlertCircle size={16} aria-hidden="true" />
      {t('broadcasts.urgent')}
    </span>
  );
}
