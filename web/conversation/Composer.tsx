// Where a message is written: grows with the text, counts near the limit, keeps what was typed when one goes elsewhere.
import { IconClockPlus, IconSend2, IconTemplate, IconTypography } from '@tabler/icons-react';
import { use, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { characters, limits } from '../../contract/text.ts';
import { Button, IconButton } from '../kit/Button.tsx';
import { later } from '../kit/later.tsx';
import { LiveContext } from '../live/context.ts';
import { asksToSend, MessageBox } from './MessageBox.tsx';
import type { Written } from './drafts.ts';
import { DraftNote } from './DraftNote.tsx';
import { useWritten, withText } from './written.ts';
import styles from './Composer.module.css';

const typingEveryMs = 2_000;
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

const UseTemplate = later(async () => (await import('../templates/UseTemplate.tsx')).UseTemplate);
const SendLater = later(async () => (await import('../scheduled/SendLater.tsx')).SendLater);

export function Composer({
  conversationId,
  name,
  peer,
  onSend,
}: {
  conversationId: string;
  name: string;
  peer: Person | null;
  onSend: (written: Written) => void;
}) {
  const { t } = useTranslation();
  const live = use(LiveContext);
  const box = useRef<HTMLTextAreaElement>(null);
  const told = useRef(0);
  const [written, keep] = useWritten(conversationId);
  const length = characters(written.body.trim());
  const [formatting, setFormatting] = useState(false);
  const [scheduling, setScheduling] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const ready = length > 0 && length <= limits.message;

  useEffect(() => {
    // On a touch screen the focus would pull up the keyboard and hide what there is to read.
    if (matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, [conversationId]);

  const send = () => {
    if (!ready) return;
    onSend({ subject: written.subject?.trim() || null, body: written.body });
    done();
  };
  const done = () => {
    keep({ subject: null, body: '' });
    told.current = 0;
    box.current?.focus();
  };
  const type = (body: string) => {
    keep({ ...written, body });
    if (!body.trim() || Date.now() - told.current < typingEveryMs) return;
    told.current = Date.now();
    live.current?.typing(conversationId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (asksToSend(event)) send();
  };

  return (
    <>
      <form
        className={styles['composer']}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <DraftNote place={conversationId} tooLong={length > limits.message} onSettled={keep} />
        {written.subject !== null && (
          <input
            ref={focusOnce}
            className={styles['subject']}
            aria-label={t('composer.subject')}
            placeholder={t('composer.subject')}
            maxLength={limits.subject}
            value={written.subject}
            onKeyDown={onKeyDown}
            onChange={(event) => keep({ ...written, subject: event.target.value })}
          />
        )}
        <MessageBox
          ref={box}
          label={t('composer.label', { name })}
          value={written.body}
          subject={written.subject}
          formatting={formatting}
          onChange={type}
          onSend={send}
        />
        <div className={styles['tools']}>
          <Button
            kind="plain"
            className={styles['fold'] ?? ''}
            onClick={() => {
              keep({ ...written, subject: written.subject === null ? '' : null });
              if (written.subject !== null) box.current?.focus();
            }}
          >
            {t(written.subject === null ? 'composer.addSubject' : 'composer.dropSubject')}
          </Button>
          <IconButton
            label={t(formatting ? 'formatting.hide' : 'formatting.show')}
            icon={<IconTypography size={20} aria-hidden="true" />}
            className={styles['tool'] ?? ''}
            aria-pressed={formatting}
            onClick={() => setFormatting(!formatting)}
          />
          <IconButton
            label={t('composer.template')}
            icon={<IconTemplate size={20} aria-hidden="true" />}
            className={styles['tool'] ?? ''}
            onClick={() => setChoosing(true)}
          />
          <span className={styles['keys']}>{t('composer.keys')}</span>
          <IconButton
            label={t('composer.later')}
            icon={<IconClockPlus size={20} aria-hidden="true" />}
            className={styles['tool'] ?? ''}
            aria-disabled={!ready}
            onClick={() => ready && setScheduling(true)}
          />
          <Button kind="primary" type="submit" aria-disabled={!ready}>
            {t('composer.send')}
            <IconSend2 size={20} aria-hidden="true" />
          </Button>
        </div>
      </form>
      {choosing && (
        <UseTemplate
          peer={peer}
          conversationId={conversationId}
          onClose={() => setChoosing(false)}
          onText={(text) => {
            setChoosing(false);
            keep({ ...written, body: withText(written.body, text) });
          }}
        />
      )}
      {scheduling && (
        <SendLater
          place={{ conversationId }}
          subject={written.subject}
          body={written.body}
          onClose={() => setScheduling(false)}
          onScheduled={() => {
            setScheduling(false);
            done();
          }}
        />
      )}
    </>
  );
}
