// One message: its text as plain text, when it was sent, how far it came, and a menu.
import { IconChecks, IconCopy, IconDots, IconMoodSmile, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { FormattedText } from '../formatted/FormattedText.tsx';
import { Button } from '../kit/Button.tsx';
import { HelpNow } from '../kit/HelpNow.tsx';
import { Menu } from '../kit/Menu.tsx';
import { clock, dayName, exactly, useNow } from '../kit/When.tsx';
import { BroadcastMark } from './BroadcastMark.tsx';
import { copyText } from './copy-text.ts';
import { HelpWith } from './CrisisHelp.tsx';
import { FlagNote } from './FlagNote.tsx';
import { noticeWords } from './notice.ts';
import { Reactions } from './Reactions.tsx';
import { Receipt, receiptState } from './Receipt.tsx';
import type { Row } from './rows.ts';
import type { Sending } from './sending.ts';
import styles from './Bubble.module.css';

/** Drawn again only when something about it changes, not whenever the thread is scrolled. */
export const ThreadRow = memo(function ThreadRow({
  row,
  found,
  named,
  mayReact,
  onReact,
  onDetails,
  onDelete,
}: {
  row: Row;
  /** It was searched for. */
  found: boolean;
  named: boolean;
  /** Whoever may write here may react. */
  mayReact: boolean;
  onReact: (message: Message) => void;
  onDetails: (message: Message) => void;
  onDelete: (message: Message) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const notice = row.kind === 'message' ? noticeOf(t, row.message) : null;
  return (
    <div className={styles['row']} data-close={row.close || undefined}>
      {row.day && (
        <p className={styles['day']}>
          <time dateTime={row.day.slice(0, 10)}>{dayName(row.day, now)}</time>
        </p>
      )}
      {row.firstUnread && <p className={styles['new']}>{t('messages.newFrom')}</p>}
      {notice !== null ? (
        <p className={styles['notice']}>{notice}</p>
      ) : row.kind === 'message' ? (
        <Bubble
          message={row.message}
          last={row.last}
          found={found}
          named={named}
          mayReact={mayReact}
          onReact={() => onReact(row.message)}
          onDetails={() => onDetails(row.message)}
          onDelete={() => onDelete(row.message)}
        />
      ) : (
        <SendingBubble sending={row.sending} />
      )}
    </div>
  );
});

const noticeOf = (t: TFunction, message: Message) =>
  noticeWords(t, {
    kind: message.kind,
    mine: message.mine,
    by: message.sender.displayName,
    about: message.about?.displayName ?? null,
  });

function Bubble({
  message,
  last,
  found,
  named,
  mayReact,
  onReact,
  onDetails,
  onDelete,
}: {
  message: Message;
  last: boolean;
  found: boolean;
  named: boolean;
  mayReact: boolean;
  onReact: () => void;
  onDetails: () => void;
  onDelete: () => void;
}) {
  const { t } = useTranslation();
  return (
    <article
      className={styles['line']}
      data-mine={message.mine || undefined}
      aria-current={found || undefined}
      aria-label={`${message.mine ? t('messages.you', { text: '' }) : message.sender.displayName} ${clock(message.sentAt)}`}
    >
      <div className={styles['bubble']}>
        {named && !message.mine && <p className={styles['sender']}>{message.sender.displayName}</p>}
        {message.broadcast && <BroadcastMark urgent={message.broadcast.urgent} />}
        <Words subject={message.subject} body={message.body} />
        {message.flag && <FlagNote flag={message.flag} />}
        {message.help && <HelpNow />}
        <p className={styles['meta']}>
          <time dateTime={message.sentAt} title={exactly(message.sentAt)}>
            {clock(message.sentAt)}
          </time>
          {message.mine && <Receipt state={receiptState(message)} said={last} />}
        </p>
        <Reactions message={message} mayReact={mayReact} />
      </div>
      <Menu
        className={styles['menu'] ?? ''}
        label={t('messages.messageMenu')}
        icon={<IconDots size={20} />}
        about={exactly(message.sentAt)}
        items={[
          ...(mayReact
            ? [{ label: t('messages.react'), icon: <IconMoodSmile size={20} aria-hidden="true" />, onPick: onReact }]
            : []),
          {
            label: t('messages.copy'),
            icon: <IconCopy size={20} aria-hidden="true" />,
            onPick: () => void copyText(message.body),
          },
          ...(message.mine
            ? [
                {
                  label: t('messages.details'),
                  icon: <IconChecks size={20} aria-hidden="true" />,
                  onPick: onDetails,
                },
              ]
            : []),
          { label: t('messages.delete'), icon: <IconTrash size={20} aria-hidden="true" />, onPick: onDelete },
        ]}
      />
    </article>
  );
}

function SendingBubble({ sending }: { sending: Sending }) {
  const { t } = useTranslation();
  const { role } = useMe();
  const failed = sending.state === 'failed';
  return (
    <article
      className={styles['line']}
      data-mine
      data-failed={failed || undefined}
      aria-label={`${t('messages.you', { text: '' })} ${t(`messages.receipt.${sending.state}`)}`}
    >
      <div className={styles['bubble']}>
        <Words subject={sending.subject} body={sending.body} />
        {role === 'patient' && <HelpWith text={`${sending.subject ?? ''}\n\n${sending.body}`} />}
        <p className={styles['meta']}>
          <time dateTime={sending.at}>{clock(sending.at)}</time>
          <Receipt state={sending.state} said />
        </p>
        {failed && (
          <div className={styles['failure']}>
            <p>{t('messages.kept')}</p>
            {sending.error && <p>{sentenceFor(sending.error)}</p>}
            <div>
              <Button icon={<IconRefresh size={18} aria-hidden="true" />} onClick={sending.retry}>
                {t('tryAgain')}
              </Button>
              <Button kind="plain" onClick={sending.remove}>
                {t('messages.remove')}
              </Button>
            </div>
          </div>
        )}
      </div>
    </article>
  );
}

function Words({ subject, body }: { subject: string | null; body: string }) {
  return (
    <>
      {subject && (
        <p className={styles['subject']} dir="auto">
          {subject}
        </p>
      )}
      <FormattedText text={body} />
    </>
  );
}
