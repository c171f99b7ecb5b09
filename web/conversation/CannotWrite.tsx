// In place of the composer where writing is not possible: why, and what to do instead.
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import styles from './Thread.module.css';

export function CannotWrite({ conversation: { sendRefusal }, name }: { conversation: Conversation; name: string }) {
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
    <p className={styles['cannot']} role="status">
      <IconInfoCircle size={22} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
