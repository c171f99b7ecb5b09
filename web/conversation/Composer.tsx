// Where a message is written: grows with the text, counts near the limit, keeps what was typed when one goes elsewhere.
import { IconSend2 } from '@tabler/icons-react';
import { use, useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { characters, limits } from '../../contract/text.ts';
import { Button } from '../kit/Button.tsx';
import { LiveContext } from '../live/context.ts';
import { useWritten } from './written.ts';
import type { Written } from './written.ts';
import styles from './Composer.module.css';

const warnFrom = 8_000;
const typingEveryMs = 2_000;
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

/** Ctrl or Command with Enter sends. */
export function asksToSend(event: KeyboardEvent): boolean {
  const asks = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
  if (asks) event.preventDefault();
  return asks;
}

export function Composer({
  conversationId,
  name,
  onSend,
}: {
  conversationId: string;
  name: string;
  onSend: (written: Written) => void;
}) {
  const { t } = useTranslation();
  const live = use(LiveContext);
  const box = useRef<HTMLTextAreaElement>(null);
  const told = useRef(0);
  const [written, keep] = useWritten(conversationId);
  const length = characters(written.body.trim());
  const ready = length > 0 && length <= limits.message;

  useEffect(() => {
    // On a touch screen the focus would pull up the keyboard and hide what there is to read.
    if (matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, [conversationId]);

  const send = () => {
    if (!ready) return;
    onSend({ subject: written.subject?.trim() || null, body: written.body });
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
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
        onKeyDown={onKeyDown}
        onChange={type}
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
        <span className={styles['keys']}>{t('composer.keys')}</span>
        <Button kind="primary" type="submit" aria-disabled={!ready}>
          {t('composer.send')}
          <IconSend2 size={20} aria-hidden="true" />
        </Button>
      </div>
    </form>
  );
}

interface BoxProps {
  ref?: Ref<HTMLTextAreaElement>;
  label: string;
  value: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onChange: (text: string) => void;
}

/** The text itself, stopped at the limit and warned before it. */
export function MessageBox({ ref, label, value, onKeyDown, onChange }: BoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const length = characters(value.trim());
  const left = limits.message - length;
  return (
    <>
      <textarea
        ref={ref}
        className={styles['text']}
        aria-label={label}
        placeholder={label}
        rows={2}
        dir="auto"
        value={value}
        aria-describedby={length >= warnFrom ? id : undefined}
        aria-invalid={left < 0 || undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={id} className={styles['counter']} data-over={left < 0 || undefined} aria-live="polite">
        {length >= warnFrom &&
          (left >= 0 ? t('composer.left', { count: left }) : t('composer.tooLong', { count: -left }))}
      </p>
    </>
  );
}
