// Sets the risk of a patient with the reason. What is not saved yet stays until it is.
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { riskLevel } from '../../contract/patients.ts';
import type { RiskLevel } from '../../contract/patients.ts';
import { limits } from '../../contract/text.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Choice } from '../kit/Field.tsx';
import { Section } from '../kit/Page.tsx';
import { useAssess } from './patients.ts';
import styles from './PatientPage.module.css';

export function AssessForm({ patientId, level }: { patientId: string; level: RiskLevel }) {
  const { t } = useTranslation();
  const id = useId();
  const assess = useAssess(patientId);
  const [chosen, choose] = useState<RiskLevel | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  // The same until it is saved, so that trying again cannot record it twice.
  const clientId = useRef<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(note.trim() === '');
    if (note.trim() === '') return box.current?.focus();
    clientId.current ??= crypto.randomUUID();
    assess.mutate(
      { level: chosen ?? level, note, clientId: clientId.current },
      {
        onSuccess: () => {
          clientId.current = null;
          choose(null);
          setNote('');
        },
      },
    );
  };
  const error = missing ? t('clinician.noteNeeded') : assess.error ? sentenceFor(assess.error) : null;
  return (
    <Section title={t('clinician.assess')} about={t('clinician.assessAbout')}>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <Choice
          label={t('clinician.level')}
          value={chosen ?? level}
          onChange={(event) => {
            choose(riskLevel.parse(event.target.value));
            clientId.current = null;
          }}
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
              setNote(event.target.value);
              setMissing(false);
              clientId.current = null;
            }}
          />
          <p id={`${id}error`} role="alert" className={styles['error']}>
            {error}
          </p>
        </div>
        <div>
          <Button kind="primary" type="submit" disabled={assess.isPending}>
            {t('clinician.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
