// A broadcast being written: its audience with how many that is, its text, and whether it is urgent. All of it stays until it is sent.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { characters, limits } from '../../contract/text.ts';
import { useMe } from '../api/hooks.ts';
import { MessageBox } from '../conversation/MessageBox.tsx';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { Section } from '../kit/Page.tsx';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { audienceFor, audiencesOf, useAudience } from './broadcasts.ts';
import type { Audience, AudienceName } from './broadcasts.ts';
import { ChosenPatients } from './ChosenPatients.tsx';
import { CheckBroadcast } from './CheckBroadcast.tsx';
import styles from './Broadcasts.module.css';

interface Writing {
  name: AudienceName;
  chosen: readonly Person[];
  subject: string;
  body: string;
  urgent: boolean;
}
const empty = { chosen: [], subject: '', body: '', urgent: false };

export function WriteBroadcast() {
  const { t } = useTranslation();
  const { role } = useMe();
  const form = useKept<Writing>('broadcast', { name: role === 'admin' ? 'patients' : 'my_patients', ...empty });
  const { now, keep } = form;
  const { name, chosen, urgent } = now;
  const audience = audienceFor(name, chosen);
  const [checking, setChecking] = useState(false);
  const [wrong, setWrong] = useState<'needsText' | 'tooLong' | 'choose' | null>(null);
  const subject = now.subject.trim() || null;
  const body = now.body.trim();
  const check = () => {
    const tooLong = characters(body) > limits.message || characters(subject ?? '') > limits.subject;
    const found = !audience ? 'choose' : !body ? 'needsText' : tooLong ? 'tooLong' : null;
    setWrong(found);
    setChecking(found === null);
  };
  return (
    <Section title={t('broadcasts.new')}>
      <fieldset className={styles['audiences']}>
        <legend>{t('broadcasts.audience')}</legend>
        {audiencesOf(role).map((one) => (
          <label key={one} className={styles['audience']}>
            <input type="radio" name="audience" checked={name === one} onChange={() => keep({ name: one })} />
            <span>
              <strong>{t(`broadcasts.audiences.${one}`)}</strong>
              {one !== 'chosen_patients' && <Size audience={audienceFor(one, [])!} />}
            </span>
          </label>
        ))}
      </fieldset>
      {name === 'chosen_patients' && <ChosenPatients chosen={chosen} onChange={(people) => keep({ chosen: people })} />}
      <Field
        label={t('broadcasts.subject')}
        value={now.subject}
        autoComplete="off"
        onChange={(event) => keep({ subject: event.target.value })}
      />
      <div className={styles['box']}>
        <MessageBox
          label={t('broadcasts.text')}
          value={now.body}
          onChange={(text) => keep({ body: text })}
          onSend={check}
        />
      </div>
      <label className={styles['urgent']}>
        <input type="checkbox" checked={urgent} onChange={(event) => keep({ urgent: event.target.checked })} />
        <strong>{t('broadcasts.urgent')}</strong>
        <span>{t('broadcasts.urgentAbout')}</span>
      </label>
      <FormError>{wrong && t(`broadcasts.${wrong}`)}</FormError>
      <div className={styles['actions']}>
        <Button kind="primary" onClick={check}>
          {t('broadcasts.check')}
        </Button>
        <ThrowAway form={form} />
      </div>
      {checking && audience && (
        <CheckBroadcast
          name={name}
          asked={{ audience, subject, body, urgent }}
          onClose={() => setChecking(false)}
          onSent={() => {
            form.drop();
            setChecking(false);
          }}
        />
      )}
    </Section>
  );
}

function Size({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const { data, error } = useAudience(audience);
  if (data) return <span>{t('broadcasts.people', { count: data.total })}</span>;
  return <span>{t(error ? 'broadcasts.countFailed' : 'broadcasts.counting')}</span>;
}
