// Asks a patient for a care link by the exact name they gave.
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { useAsk } from '../care/care.ts';
import { Button } from '../kit/Button.tsx';
import { Field } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { Section } from '../kit/Page.tsx';
import { toast } from '../kit/Toasts.tsx';
import styles from '../account/forms.module.css';

export function AskPatient() {
  const { t } = useTranslation();
  const ask = useAsk();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const identifier = formText(new FormData(form), 'identifier');
    ask.mutate(
      { identifier },
      {
        onSuccess: () => {
          form.reset();
          toast(t('clinician.asked'));
        },
      },
    );
  };
  return (
    <Section title={t('clinician.ask')} about={t('clinician.askAbout')}>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <Field
          label={t('clinician.identifier')}
          name="identifier"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={ask.error ? (fieldErrors(ask.error)['identifier'] ?? sentenceFor(ask.error)) : undefined}
        />
        <div>
          <Button type="submit" disabled={ask.isPending}>
            {t('clinician.askAction')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
