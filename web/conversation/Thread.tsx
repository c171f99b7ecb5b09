// A conversation: who it is with, what was written, who is writing, and where to write.
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { Conversation, Message } from '../../contract/messages.ts';
import { Refusal } from '../api/refusal.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Confirm } from '../kit/Dialog.tsx';
import { Go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import type { ThreadPage } from '../live/cache.ts';
import { useTyping } from '../live/typing.ts';
import { ThreadRow } from './Bubble.tsx';
import { CannotWrite, Unsent } from './CannotWrite.tsx';
import { Composer } from './Composer.tsx';
import { MessageDetails } from './MessageDetails.tsx';
import { nameOf } from './names.ts';
import { useDelete, useThread } from './queries.ts';
import { rowsOfThread } from './rows.ts';
import { useSend, useSending } from './sending.ts';
import { ThreadHeader } from './ThreadHeader.tsx';
import { useReadWhenSeen } from './use-read-when-seen.ts';
import { useThreadScroll } from './use-thread-scroll.ts';
import styles from './Thread.module.css';

/** `sought` is the id of a message that was searched for: the thread opens at it. */
export function Thread({ id, inbox, sought }: { id: string; inbox: string; sought: string | null }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasPreviousPage, isFetchingPreviousPage, fetchPreviousPage } = useThread(
    id,
    sought !== null,
  );
  const { found, look } = useStart(data?.pages, hasPreviousPage, sought);
  useEffect(() => {
    if (!look || isFetchingPreviousPage) return;
    void fetchPreviousPage();
  }, [look, isFetchingPreviousPage, fetchPreviousPage]);
  if (error instanceof Refusal && error.code === 'conversation_not_found' && data)
    return (
      <Empty title={t('messages.gone')}>
        <p>{t('messages.goneAbout')}</p>
        <div className={styles['cannot']}>
          <Unsent place={id} here />
        </div>
        <Go to={inbox}>{t('messages.back')}</Go>
      </Empty>
    );
  if (!data || !found) {
    if (!error) return <Loading rows={7} />;
    return (
      <div className={styles['failed']}>
        <WentWrong title={t('messages.threadFailed')} reference={referenceOf(error)} retry={() => void refetch()} />
        <Go to={inbox}>{t('messages.back')}</Go>
      </div>
    );
  }
  const older = () => {
    if (hasPreviousPage && !isFetchingPreviousPage) void fetchPreviousPage();
  };
  return (
    <OpenThread
      conversation={data.pages.at(-1)!.conversation}
      pages={data.pages}
      inbox={inbox}
      sought={sought}
      whole={!hasPreviousPage}
      older={older}
      loadingOlder={isFetchingPreviousPage}
    />
  );
}

/** Pages that are looked through for the first unread message before the thread opens. */
const pagesLookedThrough = 12;

/**
 * Whether the message to open at is loaded: the one that was searched for, otherwise the first unread one unless it is
 * too far up to wait for. Once found it stays so.
 */
function useStart(
  pages: ThreadPage[] | undefined,
  hasOlder: boolean,
  sought: string | null,
): { found: boolean; look: boolean } {
  const [found, setFound] = useState(false);
  if (found || !pages) return { found, look: false };
  const look =
    hasOlder && (sought ? !holds(pages, sought) : pages.length < pagesLookedThrough && !holdsFirstUnread(pages));
  if (!look) setFound(true);
  return { found: !look, look };
}

function holdsFirstUnread(pages: readonly ThreadPage[]): boolean {
  const first = pages.at(-1)!.firstUnreadId;
  return first === null || holds(pages, first);
}

const holds = (pages: readonly ThreadPage[], id: string): boolean =>
  pages.some((page) => page.items.some((message) => message.id === id));

interface OpenProps {
  conversation: Conversation;
  pages: ThreadPage[];
  inbox: string;
  sought: string | null;
  whole: boolean;
  older: () => void;
  loadingOlder: boolean;
}

function OpenThread({ conversation, pages, inbox, sought, whole, older, loadingOlder }: OpenProps) {
  const { t } = useTranslation();
  const { id } = conversation;
  const name = nameOf(conversation);
  const [firstUnreadId] = useState(() => pages.at(-1)!.firstUnreadId);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [details, setDetails] = useState<Message | null>(null);
  const send = useSend(id);
  const sending = useSending(id);
  const typing = useTyping(id);
  const rows = useMemo(() => rowsOfThread(pages, sending, firstUnreadId), [pages, sending, firstUnreadId]);
  const olderNow = useRef(older);
  useEffect(() => {
    olderNow.current = older;
  });
  const { list, scroller, prepended, away, visible, look, toEnd } = useThreadScroll(
    rows,
    sought,
    useCallback(() => olderNow.current(), []),
  );
  const unseen = useReadWhenSeen(id, rows, visible, whole || holdsFirstUnread(pages));
  return (
    <div className={styles['thread']}>
      <ThreadHeader conversation={conversation} inbox={inbox} />
      <div className={styles['around']}>
        {/* What scrolls has to be reachable by keyboard. */}
        <section
          ref={scroller}
          className={styles['scroller']}
          aria-label={t('messages.history', { name })}
          tabIndex={0}
        >
          <div className={styles['spring']} />
          {whole ? (
            <p className={styles['start']}>{t('messages.start')}</p>
          ) : (
            <p className={styles['start']}>{loadingOlder && t('messages.older')}</p>
          )}
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            as="ol"
            item="li"
            shift={prepended}
            startMargin={44}
            onScroll={look}
            onScrollEnd={look}
          >
            {rows.map((row) => (
              <ThreadRow
                key={row.key}
                row={row}
                found={row.kind === 'message' && row.message.id === sought}
                named={conversation.kind !== 'direct'}
                onDetails={setDetails}
                onDelete={setDeleting}
              />
            ))}
          </Virtualizer>
        </section>
        {away && (
          <Button
            className={styles['pill'] ?? ''}
            kind={unseen ? 'primary' : 'quiet'}
            icon={<IconArrowDown size={18} aria-hidden="true" />}
            onClick={toEnd}
          >
            {t(unseen ? 'messages.toNewest' : 'messages.toEnd')}
          </Button>
        )}
      </div>
      <p className={styles['typing']} role="status">
        {typing.length > 0 && (
          <>
            <span className={styles['dots']} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {conversation.kind === 'group' ? t('messages.typingSomebody') : t('messages.typing', { name })}
          </>
        )}
      </p>
      {conversation.sendRefusal ? (
        <CannotWrite conversation={conversation} name={name} />
      ) : (
        <Composer key={id} conversationId={id} name={name} peer={conversation.peer} onSend={send} />
      )}
      {details && (
        <MessageDetails
          message={pages.flatMap((page) => page.items).find(({ id: one }) => one === details.id) ?? details}
          conversation={conversation}
          onClose={() => setDetails(null)}
        />
      )}
      {deleting && <DeleteDialog message={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

function DeleteDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDelete();
  const confirm = async () => {
    onClose();
    try {
      await remove.mutateAsync(message.id);
      toast(t('messages.deleted'));
    } catch (error) {
      toast(sentenceFor(error as Error), 'wrong');
    }
  };
  return (
    <Confirm
      title={t('messages.deleteTitle')}
      action={t('messages.delete')}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{t('messages.deleteAbout')}</p>
    </Confirm>
  );
}
