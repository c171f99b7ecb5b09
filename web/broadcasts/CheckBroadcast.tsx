// The last look before a broadcast goes out: to whom, how it will look, and a sentence to agree to.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../contract/endpoint.ts';
import type { BroadcastPreview } from '../../contract/broadcasts.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { BroadcastMark } from '../conversation/BroadcastMark.tsx';
import { FormattedText } from '../formatted/FormattedText.tsx';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { FormError } from '../kit/Field.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { useAudience, useBroadcast } from './broadcasts.ts';
import type { AudienceName, NewBroadcast } from './broadcasts.ts';
import styles from './Broadcasts.module.css';

type Asked = Omit<NewBroadcast, 'clientId'>;

interface Props {
  /** What the audience is called. */
  name: AudienceName;
  asked: Asked;
  onClose: () => void;
  onSent: () => void;
}

/** The same broadcast keeps its id, also when the dialog was closed in between: it cannot go out twice. */
let last = { asked: '', clientId: '' };
function clientIdOf(asked: Asked): string {
  const now = JSON.stringify(asked);
  if (last.asked !== now) last = { asked: now, clientId: crypto.randomUUID() };
  return last.clientId;
}

export function CheckBroadcast({ name, asked, onClose, onSent }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAudience(asked.audience);
  const send = useBroadcast();
  const [agreed, setAgreed] = useState(false);
  const [wrong, setWrong] = useState(false);
  const count = data?.total ?? 0;
  const sendNow = () => {
    setWrong(!agreed);
    if (!agreed || send.isPending) return;
    send.mutate(
      { ...asked, clientId: clientIdOf(asked) },
      {
        onSuccess: ({ reach }) => {
          last = { asked: '', clientId: '' };
          toast(t('broadcasts.going', { count: reach.total - reach.skipped }));
          onSent();
        },
      },
    );
  };
  return (
    <Dialog title={t('broadcasts.preview')} onClose={onClose}>
      <div className={styles['check']}>
        {data ? (
          <Receivers name={name} preview={data} />
        ) : error ? (
          <WentWrong title={sentenceFor(error)} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={2} />
        )}
        <section aria-labelledby="broadcast-looks">
          <h3 id="broadcast-looks">{t('broadcasts.looks')}</h3>
          <div className={styles['bubble']}>
            <BroadcastMark urgent={asked.urgent} />
            {asked.subject && <strong dir="auto">{asked.subject}</strong>}
            <FormattedText text={asked.body} />
          </div>
        </section>
        {data && count === 0 && <p>{t('broadcasts.needsPeople')}</p>}
        {data && count > 0 && (
          <label className={styles['urgent']}>
            <input
              type="checkbox"
              data-first
              checked={agreed}
              onChange={(event) => {
                setAgreed(event.target.checked);
                setWrong(false);
              }}
            />
            <span>{t('broadcasts.confirm', { count })}</span>
          </label>
        )}
        <FormError>{wrong ? t('broadcasts.mustConfirm') : send.error ? sentenceFor(send.error) : null}</FormError>
      </div>
      <footer>
        <Button onClick={onClose}>{t('broadcasts.back')}</Button>
        {count > 0 && (
          <Button kind="primary" aria-disabled={!agreed || send.isPending} onClick={sendNow}>
            {t('broadcasts.send', { count })}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}

function Receivers({ name, preview }: { name: AudienceName; preview: BroadcastPreview }) {
  const { t } = useTranslation();
  const present = roles.filter((role) => preview.byRole[role] > 0);
  return (
    <section aria-labelledby="broadcast-goes-to">
      <h3 id="broadcast-goes-to">{t('broadcasts.goesTo')}</h3>
      <p>
        {t(`broadcasts.audiences.${name}`)}
        {present.length > 0 && ': '}
        {present.map((role) => t(`broadcasts.roles.${role}`, { count: preview.byRole[role] })).join(', ')}
        {preview.skipped > 0 && `. ${t('broadcasts.skipped', { count: preview.skipped })}`}
      </p>
      {preview.people.length > 0 && (
        <details>
          <summary>
            {preview.total > preview.people.length
              ? t('broadcasts.firstWho', { number: preview.people.length })
              : t('broadcasts.who')}
          </summary>
          <ul className={styles['people']}>
            {preview.people.map((person) => (
              <li key={person.id}>{person.displayName}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
