// Changes the words or the moment of a message that is still waiting.
import { useTranslation } from 'react-i18next';
import type { ScheduledMessage } from '../../contract/scheduled-messages.ts';
import { characters, limits } from '../../contract/text.ts';
import { sentenceFor } from '../api/sentence.ts';
import { MessageBox } from '../conversation/MessageBox.tsx';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { toast } from '../kit/Toasts.tsx';
import { choiceAt, MomentPicker, useChosen } from './MomentPicker.tsx';
import { useChange, useMomentWords, useName } from './scheduled.ts';
import styles from './scheduled.module.css';

export function ChangeScheduled({ message, onClose }: { message: ScheduledMessage; onClose: () => void }) {
  const { t } = useTranslation();
  const name = useName(message);
  const zone = message.timeZone;
  const form = useKept(`scheduled:${message.id}`, {
    subject: message.subject ?? '',
    body: message.body,
    choice: choiceAt(new Date(message.sendAt), zone),
  });
  const { subject, body, choice } = form.now;
  const { at } = useChosen(choice, zone);
  const inWords = useMomentWords();
  const change = useChange(message.id);
  const length = characters(body.trim());
  const ready = at !== null && length > 0 && length <= limits.message && !change.isPending;
  const submit = () => {
    if (!ready) return;
    form.dropAfter(
      change.mutateAsync(
        { subject: subject.trim() || null, body, sendAt: at.toISOString(), timeZone: zone },
        {
          onSuccess: ({ sendAt, timeZone }) => {
            toast(t('scheduled.changed', { when: inWords(sendAt, timeZone) }));
            onClose();
          },
        },
      ),
    );
  };
  return (
    <Dialog title={t('scheduled.changeTitle')} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormError>{change.error && sentenceFor(change.error)}</FormError>
        <Field
          label={t('composer.subject')}
          maxLength={limits.subject}
          value={subject}
          onChange={(event) => form.keep({ subject: event.target.value })}
        />
        <div className={styles['box']}>
          <MessageBox
            label={t('composer.label', { name })}
            value={body}
            subject={subject}
            onChange={(text) => form.keep({ body: text })}
            onSend={submit}
          />
        </div>
        <MomentPicker choice={choice} zone={zone} onChoose={(next) => form.keep({ choice: next })} />
        <footer>
          <ThrowAway form={form} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={!ready}>
            {t('save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
