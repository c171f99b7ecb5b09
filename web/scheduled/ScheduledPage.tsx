// What will be sent later, soonest first, and what was not sent, with the reason and a way to send it.
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduledMessage } from '../../contract/scheduled-messages.ts';
import { useMe } from '../api/hooks.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { useBlocks } from '../blocks/blocks.ts';
import { CrisisHelp } from '../conversation/CrisisHelp.tsx';
import { plainPreview } from '../conversation/plain-preview.ts';
import { useUnread } from '../conversation/queries.ts';
import { AskFirst } from '../kit/AskFirst.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { forget } from '../kit/kept.ts';
import { addWords } from '../kit/language.ts';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/scheduled.json';
import { ChangeScheduled } from './ChangeScheduled.tsx';
import { useCancel, useMomentWords, useName, useScheduled, useSendNow } from './scheduled.ts';
import styles from './scheduled.module.css';

addWords(words);

export function ScheduledPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('scheduled.title'), useUnread());
  const waiting = useScheduled('scheduled');
  const failed = useScheduled('failed');
  const error = waiting.error ?? failed.error;
  const loaded = waiting.data && failed.data;
  const mine = waiting.data?.pages.flatMap((page) => page.items) ?? [];
  const notSent = failed.data?.pages.flatMap((page) => page.items) ?? [];
  // Here and not in its row, which is gone when its time comes while somebody still writes.
  const [changing, setChanging] = useState<ScheduledMessage | null>(null);
  const retry = () => void Promise.all([waiting.refetch(), failed.refetch()]);
  return (
    <Page title={t('scheduled.title')} lead={t('scheduled.lead')}>
      {!loaded &&
        (error ? (
          <WentWrong title={t('scheduled.failed')} reference={referenceOf(error)} retry={retry} />
        ) : (
          <Loading rows={3} />
        ))}
      {loaded && mine.length === 0 && notSent.length === 0 && (
        <Empty icon={<IconClock size={44} stroke={1.3} />} title={t('scheduled.none')}>
          <p>{t('scheduled.noneAbout')}</p>
        </Empty>
      )}
      {notSent.length > 0 && (
        <Section title={t('scheduled.notSent')} about={t('scheduled.notSentAbout')}>
          <List more={failed}>
            {notSent.map((message) => (
              <NotSent key={message.id} message={message} inbox={inbox} />
            ))}
          </List>
        </Section>
      )}
      {mine.length > 0 && (
        <Section title={t('scheduled.waiting')}>
          <List more={waiting}>
            {mine.map((message) => (
              <Waiting key={message.id} message={message} onChange={() => setChanging(message)} />
            ))}
          </List>
        </Section>
      )}
      {changing && <ChangeScheduled message={changing} onClose={() => setChanging(null)} />}
    </Page>
  );
}

function List({ more, children }: { more: ReturnType<typeof useScheduled>; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles['list']}>{children}</ul>
      {more.hasNextPage && (
        <Button disabled={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </>
  );
}

function Row({ message, when, children }: { message: ScheduledMessage; when: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const name = useName(message);
  return (
    <li className={styles['row']}>
      <Avatar name={name} tone={message.to?.role ?? 'group'} />
      <div className={styles['words']}>
        <h3>{t('scheduled.to', { name })}</h3>
        <p className={styles['when']}>{when}</p>
        <p className={styles['text']} dir="auto">
          {message.subject && <strong>{message.subject}: </strong>}
          {plainPreview(message.body)}
        </p>
        {me.role === 'patient' && <CrisisHelp text={`${message.subject ?? ''}\n${message.body}`} />}
      </div>
      <div className={styles['actions']}>{children}</div>
    </li>
  );
}

/** Stops what waits, or takes away what failed; said also when the row has gone by then. */
function useStop(id: string, said: 'cancelled' | 'removed'): () => void {
  const { t } = useTranslation();
  const cancel = useCancel();
  return () => {
    cancel.mutateAsync(id).then(
      () => {
        forget(`scheduled:${id}`);
        toast(t(`scheduled.${said}`));
      },
      (refusal: Error) => toast(sentenceFor(refusal), 'wrong'),
    );
  };
}

function Waiting({ message, onChange }: { message: ScheduledMessage; onChange: () => void }) {
  const { t } = useTranslation();
  const name = useName(message);
  const inWords = useMomentWords();
  const stop = useStop(message.id, 'cancelled');
  const blocks = useBlocks();
  const blocked =
    message.to?.role !== 'admin' &&
    blocks.data?.pages.some((page) => page.items.some(({ person }) => person.id === message.to?.id));
  const when = inWords(message.sendAt, message.timeZone);
  return (
    <Row message={message} when={t(blocked ? 'scheduled.heldByBlock' : 'scheduled.at', { when, name })}>
      <Button aria-label={t('scheduled.changeName', { name })} onClick={onChange}>
        {t('scheduled.change')}
      </Button>
      <AskFirst
        action={t('scheduled.cancel')}
        label={t('scheduled.cancelName', { name })}
        title={t('scheduled.cancelTitle')}
        keep={t('scheduled.keep')}
        about={t('scheduled.cancelAbout')}
        onConfirm={stop}
      />
    </Row>
  );
}

// What stood in the way at its time may have ended since.
const asItWas = [
  'expired',
  'author_deactivated',
  'you_blocked_them',
  'recipient_unavailable',
  'recipient_not_found',
  'care_link_pending',
  'care_link_ended',
] as const;
const toldAsItWas = (failure: string): failure is (typeof asItWas)[number] =>
  (asItWas as readonly string[]).includes(failure);

function NotSent({ message, inbox }: { message: ScheduledMessage; inbox: string }) {
  const { t } = useTranslation();
  const name = useName(message);
  const inWords = useMomentWords();
  const send = useSendNow();
  const remove = useStop(message.id, 'removed');
  const { failure } = message;
  const reachable = message.to ?? message.group ?? message.conversationId;
  const again = () =>
    send.mutateAsync(message).then(
      ({ conversationId }) => {
        toast(t('scheduled.sentNow'));
        go(`${inbox}/${conversationId}`);
      },
      (refusal: Error) => toast(sentenceFor(refusal), 'wrong'),
    );
  return (
    <Row
      message={message}
      when={
        <>
          {t('scheduled.was', { when: inWords(message.sendAt, message.timeZone) })}
          {failure && (
            <strong className={styles['reason']}>
              {toldAsItWas(failure) ? t(`scheduled.reason.${failure}`) : t(`refusals.${failure}`)}
            </strong>
          )}
        </>
      }
    >
      {reachable && (
        <Button
          aria-label={t('scheduled.sendNowName', { name })}
          disabled={send.isPending}
          onClick={() => void again()}
        >
          {t('scheduled.sendNow')}
        </Button>
      )}
      <AskFirst
        action={t('scheduled.remove')}
        label={t('scheduled.removeName', { name })}
        title={t('scheduled.removeTitle')}
        keep={t('scheduled.keep')}
        about={t('scheduled.removeAbout')}
        onConfirm={remove}
      />
    </Row>
  );
}
