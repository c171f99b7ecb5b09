// How far a message of mine has come: a shape and a word, never only a colour.
import { IconAlertCircle, IconCheck, IconChecks, IconCircleCheckFilled, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import styles from './Bubble.module.css';

export type ReceiptState = 'sending' | 'waiting' | 'failed' | 'sent' | 'delivered' | 'read';

export function receiptState({ receipts }: Pick<Message, 'receipts'>): 'sent' | 'delivered' | 'read' {
  if (receipts.length === 0) return 'sent';
  if (receipts.every((receipt) => receipt.readAt)) return 'read';
  return receipts.every((receipt) => receipt.deliveredAt) ? 'delivered' : 'sent';
}

export function Receipt({ state, said }: { state: ReceiptState; said: boolean }) {
  const { t } = useTranslation();
  const word = t(`messages.receipt.${state}`);
  const Icon = {
    sending: IconClock,
    waiting: IconClock,
    failed: IconAlertCircle,
    sent: IconCheck,
    delivered: IconChecks,
    read: IconCircleCheckFilled,
  }[state];
  return (
    <span className={styles['receipt']} data-state={state} title={word}>
      <span className={said ? undefined : 'unseen'}>{word}</span>
      <Icon size={17} stroke={1.8} aria-hidden="true" />
    </span>
  );
}
