// In place of the composer where writing is not possible: why, what to do instead, and what was being written.
import { IconCopy, IconInfoCircle } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import { Button } from '../kit/Button.tsx';
import { copyText } from './copy-text.ts';
import { useWritten } from './written.ts';
import styles from './Thread.module.css';

export function CannotWrite({ conversation: { id, sendRefusal }, name }: { conversation: Conversation; name: string }) {
  const { t } = useTranslation();
  const { role } = useMe();
  const told = (sendRefusal === 'care_link_pending' || sendRefusal === 'care_link_ended') && role !== 'admin';
  const blocked = sendRefusal === 'recipient_unavailable' || sendRefusal === 'you_blocked_them';
  const words = told
    ? t(`cannotWrite.${role}.${sendRefusal}`, { name })
    : blocked
      ? t(`refusals.${sendRefusal}`)
      : t('cannotWrite.other');
  return (
    <div className={styles['cannot']}>
      <p role="status">
        <IconInfoCircle size={22} aria-hidden="true" />
        <span>{words}</span>
      </p>
      <Unsent place={id} />
    </div>
  );
}

/** What was being written and has nowhere to go: to be copied or thrown away. */
export function Unsent({ place, here = false }: { place: string; here?: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const [{ body: text }, keep] = useWritten(place, here);
  if (text.trim() === '') return null;
  return (
    <>
      <label htmlFor={id}>{t('cannotWrite.unsent')}</label>
      <textarea id={id} readOnly rows={3} dir="auto" value={text} />
      <div>
        <Button icon={<IconCopy size={20} aria-hidden="true" />} onClick={() => void copyText(text)}>
          {t('messages.copy')}
        </Button>
        <Button kind="plain" onClick={() => keep({ subject: null, body: '' })}>
          {t('cannotWrite.drop')}
        </Button>
      </div>
    </>
  );
}
