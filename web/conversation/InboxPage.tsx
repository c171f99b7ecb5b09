// The inbox: the list of conversations beside the open one; on a narrow screen one of the two.
import { IconMessages } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { go } from '../kit/route.tsx';
import { later } from '../kit/later.tsx';
import { useTitle } from '../kit/Page.tsx';
import { Empty } from '../kit/States.tsx';
import { InboxList } from './InboxList.tsx';
import { useUnread } from './queries.ts';
import styles from './Inbox.module.css';

const Thread = later(async () => (await import('./Thread.tsx')).Thread);
const NewGroup = later(async () => (await import('../groups/NewGroup.tsx')).NewGroup);
const NewMessage = later(async () => (await import('./NewMessage.tsx')).NewMessage);

/** What the page before has settled already. */
interface Begun {
  to?: Person | null;
  template?: string;
  message?: string;
  only?: Role;
  subject?: string;
}

/**
 * `base` is the address of the inbox; an open conversation is `base/<id>`, a new message to somebody `base/new`.
 * `start` says in an empty inbox where to begin; `quick` offers what is written most often; `flagged` are the
 * conversations with words that worry and that nobody has seen to.
 */
export function InboxPage({
  base,
  openId,
  start,
  quick,
  flagged,
}: {
  base: string;
  openId: string;
  start?: ReactNode;
  quick?: ReactNode;
  flagged?: ReadonlySet<string>;
}) {
  const { t } = useTranslation();
  const unread = useUnread();
  const [writing, setWriting] = useState(false);
  const [grouping, setGrouping] = useState(false);
  const begun = history.state as Begun | null;
  useTitle(t('messages.title'), unread);
  const isNew = openId === 'new';
  const id = isNew ? '' : openId;
  return (
    <div className={styles['inbox']} data-open={id ? true : undefined}>
      <h1 className="unseen">{t('messages.title')}</h1>
      <InboxList
        base={base}
        openId={id}
        unread={unread}
        start={start}
        flagged={flagged}
        onWrite={() => setWriting(true)}
      />
      <div className={styles['pane']}>
        {id ? (
          <Thread key={`${id} ${begun?.message ?? ''}`} id={id} inbox={base} sought={begun?.message ?? null} />
        ) : (
          <Empty icon={<IconMessages size={44} stroke={1.3} />} title={t('messages.pick')}>
            <p>{t('messages.pickAbout')}</p>
            {quick}
          </Empty>
        )}
      </div>
      {(writing || isNew) && !grouping && (
        <NewMessage
          key={isNew ? 'begun' : 'blank'}
          to={isNew ? (begun?.to ?? null) : null}
          template={isNew ? (begun?.template ?? null) : null}
          only={isNew ? begun?.only : undefined}
          subject={isNew ? begun?.subject : undefined}
          quick={isNew ? undefined : quick}
          onClose={() => {
            setWriting(false);
            if (isNew) go(base, { replace: true });
          }}
          onSent={(conversationId) => {
            setWriting(false);
            go(`${base}/${conversationId}`, { replace: isNew });
          }}
          onGroup={() => {
            setWriting(false);
            setGrouping(true);
          }}
        />
      )}
      {grouping && (
        <NewGroup
          onClose={() => setGrouping(false)}
          onMade={(conversationId) => {
            setGrouping(false);
            go(`${base}/${conversationId}`, { replace: isNew });
          }}
        />
      )}
    </div>
  );
}
