// A conversation: who it is with, what was written, who is writing, and where to write.
import { IconArrowDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
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
import { useDelete } from './queries.ts';
import { ReactDialog } from './ReactDialog.tsx';
import { rowsOfThread } from './rows.ts';
import { useSend, useSending } from './sending.ts';
import { ThreadHeader } from './ThreadHeader.tsx';
import { holdsFirstUnread, useLoadedThread } from './use-loaded-thread.ts';
import type { LoadedThread } from './use-loaded-thread.ts';
import { useReadWhenSeen } from './use-read-when-seen.ts';
import { useThreadScroll } from './use-thread-scroll.ts';
import styles from './Thread.module.css';

/** `sought` is the id of a message that was searched for: the thread opens at it, and goes on from there in both directions. */
export function Thread({ id, inbox, sought }: { id: string; inbox: string; sought: string | null }) {
  const { t } = useTranslation();
  const loaded = useLoadedThread(id, sought);
  const { data, ready, error, refetch } = loaded;
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
  if (!data || !ready) {
    if (!error) return <Loading rows={7} />;
    return (
      <div className={styles['failed']}>
        <WentWrong title={t('messages.threadFailed')} reference={referenceOf(error)} retry={() => void refetch()} />
        <Go to={inbox}>{t('messages.back')}</Go>
      </div>
    );
  }
  return (
    <OpenThread
      key={loaded.around ?? 'newest'}
      conversation={data.pages.at(-1)!.conversation}
      pages={data.pages}
      loaded={loaded}
      inbox={inbox}
    />
  );
}

interface OpenProps {
  conversation: Conversation;
  pages: ThreadPage[];
  loaded: LoadedThread;
  inbox: string;
}

function OpenThread({ conversation, pages, loaded, inbox }: OpenProps) {
  const { sought, hasOlder, hasNewer } = loaded;
  const { t } = useTranslation();
  const { id } = conversation;
  const name = nameOf(conversation);
  const [firstUnreadId] = useState(() => pages.at(-1)!.firstUnreadId);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [reacting, setReacting] = useState<Message | null>(null);
  const [details, setDetails] = useState<Message | null>(null);
  const send = useSend(id);
  const sending = useSending(id, pages);
  const typing = useTyping(id);
  const rows = useMemo(() => rowsOfThread(pages, sending, firstUnreadId), [pages, sending, firstUnreadId]);
  const { list, scroller, prepended, away, visible, look, toEnd } = useThreadScroll({
    rows,
    sought,
    skipped: loaded.skipped,
    hasNewer,
    onNearStart: loaded.older,
    onNearEnd: loaded.newer,
  });
  const unseenHere = useReadWhenSeen(id, rows, visible, !hasOlder || holdsFirstUnread(pages));
  const unseen = unseenHere || (hasNewer && conversation.unread > 0);
  const asItIs = (message: Message) =>
    pages.flatMap((page) => page.items).find(({ id: one }) => one === message.id) ?? message;
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
          <p className={styles['start']}>
            {hasOlder ? loaded.loadingOlder && t('messages.older') : t('messages.start')}
          </p>
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            as="ol"
            item="li"
            data={rows}
            shift={prepended}
            startMargin={44}
            onScroll={look}
            onScrollEnd={look}
          >
            {(row) => (
              <ThreadRow
                key={row.key}
                row={row}
                found={row.kind === 'message' && row.message.id === sought}
                named={conversation.kind !== 'direct'}
                mayReact={conversation.sendRefusal === null}
                onReact={setReacting}
                onDetails={setDetails}
                onDelete={setDeleting}
              />
            )}
          </Virtualizer>
        </section>
        {away && (
          <Button
            className={styles['pill'] ?? ''}
            kind={unseen ? 'primary' : 'quiet'}
            icon={<IconArrowDown size={18} aria-hidden="true" />}
            onClick={hasNewer ? loaded.toNewest : toEnd}
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
        <CannotWrite conversation={conversation} name={name} inbox={inbox} />
      ) : (
        <Composer
          key={id}
          conversationId={id}
          name={name}
          peer={conversation.peer}
          onSend={(written) => {
            send(written);
            if (hasNewer) loaded.toNewest();
          }}
        />
      )}
      {reacting && <ReactDialog message={asItIs(reacting)} onClose={() => setReacting(null)} />}
      {details && (
        <MessageDetails message={asItIs(details)} conversation={conversation} onClose={() => setDetails(null)} />
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
