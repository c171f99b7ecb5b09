// A broadcast being written: its audience with how many that is, its text, and whether it is urgent.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { characters, limits } from '../../../contract/text.ts';
import { MessageBox } from '../../conversation/MessageBox.tsx';
import { useWritten } from '../../conversation/written.ts';
import { Button } from '../../kit/Button.tsx';
import { Field, FormError } from '../../kit/Field.tsx';
import { Section } from '../../kit/Page.tsx';
import { audiences, useAudience } from './broadcasts.ts';
import type { Audience } from './broadcasts.ts';
import { CheckBroadcast } from './CheckBroadcast.tsx';
import styles from './Broadcasts.module.css';

export function WriteBroadcast() {
  const { t } = useTranslation();
  const [written, keep] = useWritten('broadcast');
  const [audience, setAudience] = useState<Audience>('patients');
  const [urgent, setUrgent] = useState(false);
  const [checking, setChecking] = useState(false);
  const [wrong, setWrong] = useState<'needsText' | 'tooLong' | null>(null);
  const subject = written.subject?.trim() || null;
  const body = written.body.trim();
  const check = () => {
    const tooLong = characters(body) > limits.message || characters(subject ?? '') > limits.subject;
    const found = !body ? 'needsText' : tooLong ? 'tooLong' : null;
    setWrong(found);
    setChecking(found === null);
  };
  return (
    <Section title={t('console.broadcasts.new')}>
      <fieldset className={styles['audiences']}>
        <legend>{t('console.broadcasts.audience')}</legend>
        {audiences.map((one) => (
          <label key={one} className={styles['audience']}>
            <input type="radio" name="audience" checked={audience === one} onChange={() => setAudience(one)} />
            <span>
              <strong>{t(`console.broadcasts.audiences.${one}`)}</strong>
              <Size audience={one} />
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        label={t('console.broadcasts.subject')}
        value={written.subject ?? ''}
        autoComplete="off"
        onChange={(event) => keep({ ...written, subject: event.target.value })}
      />
      <div className={styles['box']}>
        <MessageBox
          label={t('console.broadcasts.text')}
          value={written.body}
          onChange={(text) => keep({ ...written, body: text })}
          onSend={check}
        />
      </div>
      <label className={styles['urgent']}>
        <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.target.checked)} />
        <strong>{t('console.broadcasts.urgent')}</strong>
        <span>{t('console.broadcasts.urgentAbout')}</span>
      </label>
      <FormError>{wrong && t(`console.broadcasts.${wrong}`)}</FormError>
      <div>
        <Button kind="primary" onClick={check}>
          {t('console.broadcasts.check')}
        </Button>
      </div>
      {checking && (
        <CheckBroadcast
          asked={{ audience, subject, body, urgent }}
          onClose={() => setChecking(false)}
          onSent={() => {
            keep({ subject: null, body: '' });
            setUrgent(false);
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
  if (data) return <span>{t('console.broadcasts.people', { count: data.total })}</span>;
  return <span>{t(error ? 'console.broadcasts.countFailed' : 'console.broadcasts.counting')}</span>;
}
