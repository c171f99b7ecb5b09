// A new message to a person: chosen from those one may write to, sent, and then the conversation opens.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconClockPlus, IconSend2, IconTemplate, IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { sendMessage } from '../../contract/messages.ts';
import { characters, limits } from '../../contract/text.ts';
import { call } from '../api/call.ts';
import { Refusal } from '../api/refusal.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { later } from '../kit/later.tsx';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import { MessageBox } from './MessageBox.tsx';
import { DraftNote } from './DraftNote.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import type { Written } from './drafts.ts';
import { useWritten, withText } from './written.ts';
import styles from './NewMessage.module.css';

const UseTemplate = later(async () => (await import('../templates/UseTemplate.tsx')).UseTemplate);
const SendLater = later(async () => (await import('../scheduled/SendLater.tsx')).SendLater);

export function NewMessage({
  to,
  template,
  only,
  subject: about,
  quick,
  onClose,
  onSent,
  onGroup,
}: {
  to: Person | null;
  /** Id of the template it begins with. */
  template: string | null;
  /** Whom it may be for. */
  only?: Role | undefined;
  /** What it is about, unless something is being written already. */
  subject?: string | undefined;
  quick?: ReactNode;
  onClose: () => void;
  onSent: (conversationId: string) => void;
  onGroup: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [person, setPerson] = useState(to);
  const [{ subject, body }, write] = useWritten('new');
  const keep = (next: Written) => {
    // Nobody knows whether what was written before has arrived: what is changed now is another message.
    if (send.isError) {
      setClientId(crypto.randomUUID());
      send.reset();
    }
    write(next);
  };
  useEffect(() => {
    if (about && !body.trim()) keep({ subject: about, body });
    // Only as it opens.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const [scheduling, setScheduling] = useState(false);
  const [choosing, setChoosing] = useState(template !== null);
  const [clientId, setClientId] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: (recipient: Person) =>
      call(sendMessage, { body: { to: recipient.id, clientId, subject: subject?.trim() || null, body } }),
    onSuccess: async (message) => {
      keep({ subject: null, body: '' });
      await client.invalidateQueries({ queryKey: keys.inboxes });
      onSent(message.conversationId);
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === 'client_id_reused') setClientId(crypto.randomUUID());
    },
  });
  const length = characters(body.trim());
  const ready = length > 0 && length <= limits.message && !send.isPending;
  const submit = () => {
    if (person && ready) send.mutate(person);
  };
  const close = () => {
    if (body.trim()) toast(t('newMessage.kept'));
    onClose();
  };
  return (
    <Dialog title={t('newMessage.title')} onClose={close}>
      {!person ? (
        <>
          {quick}
          <PersonPicker label={t('newMessage.to')} {...(only && { only })} onPick={setPerson} />
          <Button kind="plain" icon={<IconUsersGroup size={20} aria-hidden="true" />} onClick={onGroup}>
            {t('newMessage.group')}
          </Button>
        </>
      ) : (
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
            {!to && (
              <Button
                kind="plain"
                onClick={() => {
                  setPerson(null);
                  setClientId(crypto.randomUUID());
                }}
              >
                {t('newMessage.change')}
              </Button>
            )}
          </div>
          <DraftNote place="new" onSettled={keep} />
          <FormError>{send.error && sentenceFor(send.error)}</FormError>
          <Field
            label={t('composer.subject')}
            maxLength={limits.subject}
            value={subject ?? ''}
            onChange={(event) => keep({ subject: event.target.value, body })}
          />
          <div className={styles['box']}>
            <MessageBox
              label={t('composer.label', { name: person.displayName })}
              value={body}
              onChange={(text) => keep({ subject, body: text })}
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
      )}
      {choosing && person && (
        <UseTemplate
          peer={person}
          chosen={template}
          onClose={() => setChoosing(false)}
          onText={(text) => {
            setChoosing(false);
            keep({ subject, body: withText(body, text) });
          }}
        />
      )}
      {scheduling && person && (
        <SendLater
          place={{ to: person.id }}
          subject={subject}
          body={body}
          onClose={() => setScheduling(false)}
          onScheduled={() => {
            keep({ subject: null, body: '' });
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}
