// Requests for care that wait for an answer.
import { useTranslation } from 'react-i18next';
import type { CareLink } from '../../contract/care-links.ts';
import { useMe } from '../api/hooks.ts';
import { useAnswer } from '../care/care.ts';
import type { Ending } from '../care/EndDialog.tsx';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { Button } from '../kit/Button.tsx';
import { Section } from '../kit/Page.tsx';
import { When } from '../kit/When.tsx';
import styles from './Requests.module.css';

export function Requests({
  title,
  pending,
  onDecline,
}: {
  title: string;
  pending: CareLink[];
  onDecline: (ending: Ending) => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const answer = useAnswer();
  return (
    <Section title={title}>
      {pending.length === 0 ? (
        <p className={styles['none']}>{t('clinician.requestsNone')}</p>
      ) : (
        <LinkList>
          {pending.map((link) => {
            const name = link.patient.displayName;
            const mine = link.askedBy === me.id;
            return (
              <LinkRow
                key={link.id}
                person={link.patient}
                about={
                  <>
                    {t(mine ? 'clinician.youAsked' : 'clinician.theyAsked')} <When at={link.askedAt} />
                  </>
                }
              >
                {link.mayAccept && (
                  <Button
                    kind="primary"
                    disabled={answer.isPending}
                    onClick={() => answer.mutate({ link, status: 'active' })}
                  >
                    {t('care.accept')}
                  </Button>
                )}
                <Button
                  onClick={() =>
                    onDecline({
                      link,
                      title: t('clinician.declineTitle', { name }),
                      about: [t('clinician.declineAbout')],
                      action: t(mine ? 'care.withdraw' : 'care.decline'),
                    })
                  }
                >
                  {t(mine ? 'care.withdraw' : 'care.decline')}
                </Button>
              </LinkRow>
            );
          })}
        </LinkList>
      )}
    </Section>
  );
}
