// Sets the risk of a patient with the reason. What is not saved yet is there again when one comes back to this patient.
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { riskLevel } from '../../contract/patients.ts';
import type { RiskLevel } from '../../contract/patients.ts';
import { limits } from '../../contract/text.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Choice } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { Section } from '../kit/Page.tsx';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { useAssess } from './patients.ts';
import styles from './PatientPage.module.css';

interface Assessment {
  level: RiskLevel | null;
  note: string;
  /** The same until it is saved, so that trying again cannot record it twice. */
  clientId: string | null;
}
const empty: Assessment = { level: null, note: '', clientId: null };

export function AssessForm({ patientId, level }: { patientId: string; level: RiskLevel }) {
  const { t } = useTranslation();
  const id = useId();
  const assess = useAssess(patientId);
  const form = useKept(`risk:${patientId}`, empty);
  const { level: chosen, note } = form.now;
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(note.trim() === '');
    if (note.trim() === '') return box.current?.focus();
    const clientId = form.now.clientId ?? crypto.randomUUID();
    form.keep({ clientId });
    form.dropAfter(assess.mutateAsync({ level: chosen ?? level, note, clientId }));
  };
  const error = missing ? t('clinician.noteNeeded') : assess.error ? sentenceFor(assess.error) : null;
  return (
    <Section title={t('clinician.assess')} about={t('clinician.assessAbout')}>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <Choice
          label={t('clinician.level')}
          value={chosen ?? level}
          onChange={(event) => form.keep({ level: riskLevel.parse(event.target.value), clientId: null })}
        >
          {riskLevel.options.map((one) => (
            <option key={one} value={one}>
              {t(`clinician.risk.${one}`)}
            </option>
          ))}
        </Choice>
        <div>
          <label htmlFor={id}>{t('clinician.note')}</label>
          <textarea
            ref={box}
            id={id}
            maxLength={limits.riskNote}
            value={note}
            aria-invalid={missing || undefined}
            aria-describedby={error ? `${id}error` : undefined}
            onChange={(event) => {
              form.keep({ note: event.target.value, clientId: null });
              setMissing(false);
            }}
          />
          <p id={`${id}error`} role="alert" className={styles['error']}>
            {error}
          </p>
        </div>
        <div className={styles['line']}>
          <Button kind="primary" type="submit" disabled={assess.isPending}>
            {t('clinician.save')}
          </Button>
          <ThrowAway form={form} />
        </div>
      </form>
    </Section>
  );
}
