// "Send later": asks when, and hands the message to the service to be sent at that moment.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../api/attempt.ts';
import { useMe } from '../api/hooks.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { FormError } from '../kit/Field.tsx';
import { HelpNow } from '../kit/HelpNow.tsx';
import { addWords } from '../kit/language.ts';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/scheduled.json';
import { MomentPicker, tomorrowMorning, useChosen } from './MomentPicker.tsx';
import { useMomentWords, useSchedule } from './scheduled.ts';
import styles from './scheduled.module.css';

addWords(words);

interface Props {
  place: { to: string } | { conversationId: string };
  subject: string | null;
  body: string;
  onClose: () => void;
  onScheduled: () => void;
}

export function SendLater({ place, subject, body, onClose, onScheduled }: Props) {
  const { t } = useTranslation();
  const { role, timeZone: zone } = useMe();
  const [choice, choose] = useState(() => tomorrowMorning(zone));
  const { at } = useChosen(choice, zone);
  const inWords = useMomentWords();
  const schedule = useSchedule();
  const content = { ...place, subject: subject?.trim() || null, body, sendAt: at?.toISOString(), timeZone: zone };
  const attempt = useAttempt(content, schedule.error);
  const [worrying, setWorrying] = useState(false);
  const submit = () => {
    if (!at || schedule.isPending) return;
    schedule.mutate(
      { ...content, clientId: attempt.clientId(), sendAt: at.toISOString() },
      {
        onSuccess: ({ sendAt, timeZone, help }) => {
          toast(t('scheduled.done', { when: inWords(sendAt, timeZone) }));
          if (help) setWorrying(true);
          else onScheduled();
        },
      },
    );
  };
  if (worrying)
    return (
      <Dialog title={t('scheduled.worryTitle')} onClose={onScheduled}>
        <div className={styles['form']}>
          <HelpNow />
          <p>{t('scheduled.worry')}</p>
          <footer>
            <Button onClick={onScheduled}>{t('close')}</Button>
          </footer>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={t('scheduled.laterTitle')} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>
          {t('scheduled.laterAbout')} {role === 'patient' && t('scheduled.laterUrgent')}
        </p>
        <FormError>{attempt.sentence}</FormError>
        <MomentPicker choice={choice} zone={zone} onChoose={choose} />
        <footer>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={!at || schedule.isPending}>
            {t(schedule.isPending ? 'scheduled.scheduling' : 'scheduled.schedule')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
