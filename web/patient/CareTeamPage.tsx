// A patient's care team: who is connected, who has been asked, and asking somebody.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CareLink } from '../../contract/care-links.ts';
import { useMe } from '../api/hooks.ts';
import { useCareLinks, useWriteTo } from '../care/care.ts';
import { EndDialog, useEnding } from '../care/EndDialog.tsx';
import type { Ending } from '../care/EndDialog.tsx';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { AskClinician } from './AskClinician.tsx';

export function CareTeamPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('patient.careTeam'), useUnread());
  const { data: links, error, refetch } = useCareLinks();
  const writeTo = useWriteTo(inbox);
  const ask = useEnding();
  const [ending, setEnding] = useState<Ending | null>(null);
  const those = (status: CareLink['status']) => links?.filter((link) => link.status === status) ?? [];
  const active = those('active');
  const pending = those('pending');
  const open = new Set([...active, ...pending].map((link) => link.clinician.id));
  // A clinician who is connected again does not also belong to the past.
  const ended = those('ended').filter(
    (link, index, all) =>
      !open.has(link.clinician.id) && all.findIndex((one) => one.clinician.id === link.clinician.id) === index,
  );
  return (
    <Page title={t('patient.careTeam')} lead={t('patient.careTeamAbout')}>
      {!links && (error ? <WentWrong title={t('care.failed')} retry={() => void refetch()} /> : <Loading rows={3} />)}
      {links && (
        <Section title={t('patient.yours')}>
          {active.length === 0 ? (
            <Empty title={t('patient.yoursNone')}>
              <p>{t('patient.yoursNoneAbout')}</p>
            </Empty>
          ) : (
            <LinkList>
              {active.map((link) => (
                <LinkRow
                  key={link.id}
                  person={link.clinician}
                  about={<Since label={t('care.since')} at={link.acceptedAt} />}
                >
                  <Button kind="primary" onClick={() => writeTo(link.clinician)}>
                    {t('care.message')}
                  </Button>
                  <Button kind="plain" onClick={() => setEnding(ask(link))}>
                    {t('care.end')}
                  </Button>
                </LinkRow>
              ))}
            </LinkList>
          )}
        </Section>
      )}
      {pending.length > 0 && (
        <Section title={t('patient.waiting')}>
          <LinkList>
            {pending.map((link) => (
              <PendingRow key={link.id} link={link} onWithdraw={setEnding} />
            ))}
          </LinkList>
        </Section>
      )}
      {links && <AskClinician known={open} />}
      {ended.length > 0 && (
        <Section title={t('patient.past')}>
          <LinkList>
            {ended.map((link) => (
              <LinkRow
                key={link.id}
                person={link.clinician}
                about={<Since label={t('care.ended')} at={link.endedAt} />}
              />
            ))}
          </LinkList>
        </Section>
      )}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Since({ label, at }: { label: string; at: string | null }) {
  return at ? (
    <>
      {label} <When at={at} />
    </>
  ) : null;
}

function PendingRow({ link, onWithdraw }: { link: CareLink; onWithdraw: (ending: Ending) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const name = link.clinician.displayName;
  const mine = link.askedBy === me.id;
  const ending = {
    link,
    title: t('patient.withdrawTitle', { name }),
    about: [t('patient.withdrawAbout')],
    action: t('care.withdraw'),
  };
  return (
    <LinkRow person={link.clinician} about={mine ? t('patient.youAsked') : t('patient.invites', { name })}>
      {mine && <Button onClick={() => onWithdraw(ending)}>{t('care.withdraw')}</Button>}
    </LinkRow>
  );
}
