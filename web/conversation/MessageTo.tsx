// The new message to one person: its text is theirs alone, and is there again when they are chosen again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconClockPlus, IconSend2, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { sendMessage } from '../../contract/messages.ts';
import { characters, limits } from '../../contract/text.ts';
import { useAttempt } from '../api/attempt.ts';
import { call } from '../api/call.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { later } from '../kit/later.tsx';
import { keys } from '../live/cache.ts';
import { MessageBox } from './MessageBox.tsx';
import { DraftNote } from './DraftNote.tsx';
import { emptyDraft, nothing, placeOf } from './drafts.ts';
import { useWritten, withText } from './written.ts';
import styles from './NewMessage.module.css';

const UseTemplate = later(async () => (await import('../templates/UseTemplate.tsx')).UseTemplate);
const SendLater = later(async () => (await import('../scheduled/SendLater.tsx')).SendLater);

export function MessageTo({
  person,
  template,
  subject: about,
  onChange,
  onClose,
  onSent,
}: {
  person: Person;
  /** Id of the template it begins with. */
  template: string | null;
  /** What it is about, unless something is being written already. */
  subject?: string | undefined;
  /** Absent where the person is given. */
  onChange?: (() => void) | undefined;
  onClose: () => void;
  onSent: (conversationId: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const place = placeOf(person);
  const [written, write] = useWritten(place);
  const { body } = written;
  const subject = written.subject ?? (body.trim() ? null : (about ?? null));
  const [scheduling, setScheduling] = useState(false);
  const [choosing, setChoosing] = useState(template !== null);
  const content = { to: person.id, subject: subject?.trim() || null, body };
  const send = useMutation({
    mutationFn: (clientId: string) => call(sendMessage, { body: { clientId, ...content } }),
    onSuccess: async (message) => {
      await emptyDraft(client, place);
      await client.invalidateQueries({ queryKey: keys.inboxes });
      onSent(message.conversationId);
    },
  });
  const attempt = useAttempt(content, send.error);
  const length = characters(body.trim());
  const ready = length > 0 && length <= limits.message && !send.isPending;
  const submit = () => {
    if (ready) send.mutate(attempt.clientId());
  };
  return (
    <>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={styles['to']}>
          <Avatar name={person.displayName} tone={person.role} small />
          <strong>{t('newMessage.chosen', { name: person.displayName })}</strong>
          {onChange && (
            <Button kind="plain" onClick={onChange}>
              {t('newMessage.change')}
            </Button>
          )}
        </div>
        <DraftNote place={place} tooLong={length > limits.message} onSettled={write} />
        <FormError>{attempt.sentence}</FormError>
        <Field
          label={t('composer.subject')}
          maxLength={limits.subject}
          value={subject ?? ''}
          onChange={(event) => write({ subject: event.target.value, body })}
        />
        <div className={styles['box']}>
          <MessageBox
            label={t('composer.label', { name: person.displayName })}
            value={body}
            subject={subject}
            onChange={(text) => write({ subject, body: text })}
            onSend={submit}
          />
        </div>
        <div className={styles['actions']}>
          <Button kind="plain" icon={<IconTemplate size={20} aria-hidden="true" />} onClick={() => setChoosing(true)}>
            {t('composer.template')}
          </Button>
          <Button
            icon={<IconClockPlus size={20} aria-hidden="true" />}
            aria-disabled={!ready}
            onClick={() => ready && setScheduling(true)}
          >
            {t('composer.later')}
          </Button>
          <Button kind="primary" type="submit" aria-disabled={!ready}>
            {t(send.isPending ? 'newMessage.sending' : 'composer.send')}
            <IconSend2 size={20} aria-hidden="true" />
          </Button>
        </div>
      </form>
      {choosing && (
        <UseTemplate
          peer={person}
          chosen={template}
          onClose={() => setChoosing(false)}
          onText={(text) => {
            setChoosing(false);
            write({ subject, body: withText(body, text) });
          }}
        />
      )}
      {scheduling && (
        <SendLater
          place={{ to: person.id }}
          subject={subject}
          body={body}
          onClose={() => setScheduling(false)}
          onScheduled={() => {
            write(nothing);
            onClose();
          }}
        />
      )}
    </>
  );
}
