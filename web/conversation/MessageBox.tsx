// The text of a message being written: formatted by keys or buttons, warned near the limit, never cut short.
import { useId, useRef } from 'react';
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { characters, limits } from '../../contract/text.ts';
import { useMe } from '../api/hooks.ts';
import { apply, applyMark, nextItem, typeIn } from '../formatted/edit.ts';
import type { Mark } from '../formatted/edit.ts';
import { FormattingBar } from '../formatted/FormattingBar.tsx';
import { fromHtml } from '../formatted/from-html.ts';
import { CrisisHelp } from './CrisisHelp.tsx';
import styles from './Composer.module.css';

const warnFrom = 8_000;
const keysOf: Record<string, Mark> = { b: 'bold', i: 'italic', k: 'link' };

/** Ctrl or Command with Enter sends. */
export function asksToSend(event: KeyboardEvent): boolean {
  const asks = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing;
  if (asks) event.preventDefault();
  return asks;
}

/** Enter that only means a new line; not one that ends the composition of a word. */
const plainEnter = ({ key, shiftKey, altKey, ctrlKey, metaKey, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !altKey && !ctrlKey && !metaKey && !nativeEvent.isComposing;
const nextItemIn = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) =>
  selectionStart === selectionEnd ? nextItem(value, selectionStart) : null;

interface Props {
  ref?: RefObject<HTMLTextAreaElement | null>;
  label: string;
  value: string;
  /** Of the same message: its words are looked at too. */
  subject?: string | null;
  /** Whether the buttons are shown; the keys always work. */
  formatting?: boolean;
  onChange: (text: string) => void;
  onSend: () => void;
}

export function MessageBox({ ref, label, value, subject, formatting = true, onChange, onSend }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const id = useId();
  const own = useRef<HTMLTextAreaElement>(null);
  const box = ref ?? own;
  const length = characters(value.trim());
  const left = limits.message - length;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (asksToSend(event)) return onSend();
    const item = plainEnter(event) && nextItemIn(event.currentTarget);
    if (item) {
      event.preventDefault();
      return apply(event.currentTarget, item);
    }
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? keysOf[event.key] : undefined;
    if (!mark) return;
    event.preventDefault();
    applyMark(event.currentTarget, mark, t('formatting.linkText'));
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const html = event.clipboardData.getData('text/html');
    const text = html && fromHtml(html);
    if (!text) return;
    event.preventDefault();
    typeIn(event.currentTarget, text);
  };
  return (
    <>
      {me.role === 'patient' && <CrisisHelp text={subject ? `${subject}\n${value}` : value} />}
      <textarea
        ref={box}
        className={styles['text']}
        aria-label={label}
        placeholder={label}
        rows={2}
        dir="auto"
        value={value}
        aria-describedby={length >= warnFrom ? id : undefined}
        aria-invalid={left < 0 || undefined}
        aria-keyshortcuts="Control+Enter Control+B Control+I"
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={id} className={styles['counter']} data-over={left < 0 || undefined} aria-live="polite">
        {length >= warnFrom &&
          (left >= 0 ? t('composer.left', { count: left }) : t('composer.tooLong', { count: -left }))}
      </p>
      {formatting && <FormattingBar box={box} />}
    </>
  );
}
