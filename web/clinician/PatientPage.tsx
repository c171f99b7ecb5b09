// One patient: the conversation beside what is known; on a narrow screen one of the two. The next who waits is one press away.
import { IconArrowLeft, IconArrowRight, IconMessages } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { later } from '../kit/later.tsx';
import { Page, useTitle } from '../kit/Page.tsx';
import { Go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { useWide } from '../kit/wide.ts';
import { nextWaiting } from './next-waiting.ts';
import { PatientRecord } from './PatientRecord.tsx';
import { usePatient, usePatients } from './patients.ts';
import styles from './PatientPage.module.css';

const Thread = later(async () => (await import('../conversation/Thread.tsx')).Thread);
const NewMessage = later(async () => (await import('../conversation/NewMessage.tsx')).NewMessage);

const panes = ['messages', 'record'] as const;
/** What the page before has settled already. */
interface Begun {
  pane?: (typeof panes)[number];
  message?: string;
}

export function PatientPage({ id, base, inbox }: { id: string; base: string; inbox: string }) {
  const { t } = useTranslation();
  const { data: patient, error, refetch } = usePatient(id);
  const name = patient?.patient.displayName ?? '';
  useTitle(name || t('clinician.patients'), useUnread());
  const wide = useWide();
  const [{ pane = 'record', message }, show] = useState(() => (history.state ?? {}) as Begun);
  const back = (
    <Go to={base} className={styles['back']}>
      <IconArrowLeft size={20} aria-hidden="true" />
      <span>{t('clinician.back')}</span>
    </Go>
  );
  if (!patient)
    return (
      <Page title={t('clinician.patients')} lead={back}>
        {error ? (
          <WentWrong
            title={`${t('clinician.patientFailed')} ${sentenceFor(error)}`}
            reference={referenceOf(error)}
            retry={() => void refetch()}
          />
        ) : (
          <Loading rows={4} />
        )}
      </Page>
    );
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        {back}
        {!wide && (
          <div className={styles['panes']} role="group" aria-label={t('clinician.pane.label')}>
            {panes.map((one) => (
              <button key={one} type="button" aria-pressed={pane === one} onClick={() => show({ pane: one })}>
                {t(`clinician.pane.${one}`)}
              </button>
            ))}
          </div>
        )}
        <Next after={id} base={base} />
      </div>
      {(wide || pane === 'messages') && (
        <div className={styles['conversation']}>
          {!wide && <h1 className="unseen">{name}</h1>}
          {patient.conversationId ? (
            <Thread key={message} id={patient.conversationId} inbox={base} sought={message ?? null} />
          ) : (
            <Unwritten patient={patient.patient} />
          )}
        </div>
      )}
      {(wide || pane === 'record') && (
        <PatientRecord
          patient={patient}
          inbox={inbox}
          onMessage={(sought) => show({ pane: 'messages', message: sought })}
        />
      )}
    </div>
  );
}

/** Whoever waits and follows in the usual order; after the last comes the first again. */
function Next({ after, base }: { after: string; base: string }) {
  const { t } = useTranslation();
  const asked = { query: '', filter: 'waiting', sort: 'urgent' } as const;
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = usePatients(asked);
  const waiting = data?.pages.flatMap((page) => page.items.map((row) => row.patient));
  // Whoever has been answered waits no more, but is still followed by whoever stood behind.
  const [stood, setStood] = useState({ data, waiting });
  if (data !== stood.data && (!stood.data || waiting?.some((one) => one.id === after))) setStood({ data, waiting });
  const last = waiting?.at(-1)?.id === after;
  useEffect(() => {
    if (last && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!waiting) return null;
  const next = nextWaiting(after, waiting, stood.waiting ?? waiting);
  if (!next) return <p className={styles['last']}>{t('clinician.nextNone')}</p>;
  return (
    <Go
      to={`${base}/${next.id}`}
      state={{ pane: 'messages' }}
      className={styles['next']}
      aria-label={t('clinician.nextWaits', { name: next.displayName })}
    >
      <span>{t('clinician.next', { name: next.displayName })}</span>
      <IconArrowRight size={20} aria-hidden="true" />
    </Go>
  );
}

function Unwritten({ patient }: { patient: Person }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  return (
    <>
      <Empty icon={<IconMessages size={44} stroke={1.3} />} title={t('clinician.unwritten')}>
        <Button kind="primary" onClick={() => setWriting(true)}>
          {t('clinician.write')}
        </Button>
      </Empty>
      {writing && (
        <NewMessage
          to={patient}
          template={null}
          onClose={() => setWriting(false)}
          onSent={() => setWriting(false)}
          onGroup={() => setWriting(false)}
        />
      )}
    </>
  );
}
