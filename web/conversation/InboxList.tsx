// The list of conversations, newest activity first, with filters and a box that narrows it to a person.
import { IconAlertCircle, IconClock, IconEdit, IconFlag3Filled, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../contract/messages.ts';
import { referenceOf } from '../api/sentence.ts';
import { useInvitations } from '../groups/groups.ts';
import { Invitations } from '../groups/Invitations.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Go, go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import type { InboxFilter } from '../live/cache.ts';
import { MutedMark } from './MutedMark.tsx';
import { nameOf, toneOf } from './names.ts';
import { noticeWords } from './notice.ts';
import { plainPreview } from './plain-preview.ts';
import { rowsOf, useInbox } from './queries.ts';
import { useNotOut } from './sending.ts';
import type { NotOut } from './sending.ts';
import styles from './Inbox.module.css';

const filters: readonly InboxFilter[] = ['all', 'unread', 'archived'];

export function InboxList({
  base,
  openId,
  unread,
  start,
  flagged,
  onWrite,
}: {
  base: string;
  openId: string;
  unread: number;
  start: ReactNode;
  flagged: ReadonlySet<string> | undefined;
  onWrite: () => void;
}) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<InboxFilter>('all');
  const [find, setFind] = useState('');
  return (
    <section className={styles['list']} aria-label={t('messages.list')}>
      <header className={styles['head']}>
        <div className={styles['tools']}>
          <div>
            <p className={styles['title']} aria-hidden="true">
              {t('messages.title')}
            </p>
            <p>{t('messages.new', { count: unread })}</p>
          </div>
          <Button
            kind="primary"
            icon={<IconEdit size={22} aria-hidden="true" />}
            onClick={onWrite}
            className={styles['write'] ?? ''}
          >
            <span>{t('messages.write')}</span>
          </Button>
        </div>
        <label className={styles['find']}>
          <IconSearch size={20} aria-hidden="true" />
          <span className="unseen">{t('messages.find')}</span>
          <input
            type="search"
            placeholder={t('messages.find')}
            title={t('messages.findHint')}
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </label>
        <div className={styles['filters']} role="group" aria-label={t('messages.filters')}>
          {filters.map((one) => (
            <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {t(`messages.filter.${one}`)}
            </button>
          ))}
        </div>
        {find.trim() && (
          <Button
            kind="plain"
            icon={<IconSearch size={20} aria-hidden="true" />}
            onClick={() => go(base.replace(/inbox$/, 'search'), { state: { q: find.trim() } })}
          >
            {t('messages.searchAll')}
          </Button>
        )}
        <Invitations inbox={base} />
      </header>
      <Conversations
        key={filter}
        base={base}
        openId={openId}
        filter={filter}
        find={find.trim()}
        start={start}
        flagged={flagged}
      />
    </section>
  );
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function Conversations({
  base,
  openId,
  filter,
  find,
  start,
  flagged,
}: {
  base: string;
  openId: string;
  filter: InboxFilter;
  find: string;
  start: ReactNode;
  flagged: ReadonlySet<string> | undefined;
}) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInbox(filter);
  const invitations = useInvitations();
  const notOut = useNotOut();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '400px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  // What stands above the list must not push it away from a finger.
  if (!data || (invitations.isPending && invitations.failureCount === 0))
    return error ? (
      <WentWrong title={t('messages.listFailed')} reference={referenceOf(error)} retry={() => void refetch()} />
    ) : (
      <Loading rows={8} />
    );
  const rows = rowsOf(data.pages).filter((row) => folded(nameOf(row)).includes(folded(find)));
  if (rows.length === 0 && !hasNextPage) {
    return (
      <Empty title={find ? t('messages.noMatch') : t(`messages.none.${filter}`)}>
        {!find && filter === 'all' && start ? (
          start
        ) : (
          <p>{find ? t('messages.findHint') : t(`messages.noneAbout.${filter}`)}</p>
        )}
      </Empty>
    );
  }
  return (
    <div className={styles['scroller']}>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <ConversationRow
              row={row}
              to={`${base}/${row.id}`}
              open={row.id === openId}
              flagged={flagged?.has(row.id) ?? false}
              notOut={notOut.get(row.id)}
            />
          </li>
        ))}
      </ul>
      <div ref={end}>{isFetchingNextPage && <Loading rows={2} />}</div>
    </div>
  );
}

/** Characters of a long text that a row may have room for. */
const previewOf = 200;
const oneLine = (subject: string | null, body: string) =>
  subject ? `${subject} · ${plainPreview(body)}` : plainPreview(body);

/** In place of the last message, so that nobody believes it went. */
function NotOutYet({ message: { state, subject, body } }: { message: NotOut }) {
  const { t } = useTranslation();
  const Icon = state === 'failed' ? IconAlertCircle : IconClock;
  return (
    <span className={styles['preview']} data-not-out={state}>
      <Icon size={16} aria-hidden="true" />{' '}
      {t(`messages.notOut.${state}`, { text: oneLine(subject, body.slice(0, previewOf)) })}
    </span>
  );
}

function ConversationRow({
  row,
  to,
  open,
  flagged,
  notOut,
}: {
  row: Conversation;
  to: string;
  open: boolean;
  flagged: boolean;
  notOut: NotOut | undefined;
}) {
  const { t } = useTranslation();
  const name = nameOf(row);
  const last = row.lastMessage;
  const at = notOut?.at ?? last?.sentAt;
  const notice =
    last &&
    noticeWords(t, { kind: last.kind, mine: last.mine, by: last.senderName, about: last.about?.displayName ?? null });
  const written = last && oneLine(last.subject, last.preview);
  const by = last?.mine ? 'messages.you' : row.kind === 'group' ? 'messages.by' : null;
  const words = notice ?? (by ? t(by, { text: written, name: last?.senderName }) : written);
  return (
    <Go to={to} className={styles['row']} aria-current={open || undefined} data-unread={row.unread > 0 || undefined}>
      <Avatar name={name} tone={toneOf(row)} />
      <span className={styles['words']}>
        <span className={styles['top']}>
          <span className={styles['name']}>{name}</span>
          {row.mutedAt && <MutedMark className={styles['muted']} size={16} />}
          {at && <When at={at} />}
        </span>
        <span className={styles['top']}>
          {notOut ? <NotOutYet message={notOut} /> : <span className={styles['preview']}>{words}</span>}
          {row.unread > 0 && (
            <span className={styles['count']}>
              <span className="unseen">{t('messages.unread', { count: row.unread })}</span>
              <span aria-hidden="true">{row.unread > 99 ? '99+' : row.unread}</span>
            </span>
          )}
        </span>
        {flagged && (
          <span className={styles['flag']}>
            <IconFlag3Filled size={16} aria-hidden="true" />
            {t('flag.toSee')}
          </span>
        )}
      </span>
    </Go>
  );
}
