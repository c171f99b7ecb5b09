// How far a message of mine has come: a shape and a word, never only a colour.
import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import { exactly } from '../kit/When.tsx';
import styles from './Bubble.module.css';

export type ReceiptState = 'sending' | 'waiting' | 'failed' | 'sent' | 'delivered' | 'read';

export function receiptState({ receipts }: Message): ReceiptState {
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
    read: IconChecks,
  }[state];
  return (
    <span className={styles['receipt']} data-state={state} title={word}>
      <span className={said ? undefined : 'unseen'}>{word}</span>
      <Icon size={17} stroke={state === 'read' ? 2.4 : 1.8} aria-hidden="true" />
    </span>
  );
}

/** When it was sent, delivered and read, exactly. */
export function ReceiptTimes({ message }: { message: Message }) {
  const { t } = useTranslation();
  const [receipt] = message.receipts;
  return (
    <>
      <p>{t('messages.receiptAt.sent', { when: exactly(message.sentAt) })}</p>
      {message.receipts.length === 1 && receipt?.deliveredAt && (
        <p>{t('messages.receiptAt.delivered', { when: exactly(receipt.deliveredAt) })}</p>
      )}
      {message.receipts.length === 1 && receipt?.readAt && (
        <p>{t('messages.receiptAt.read', { when: exactly(receipt.readAt) })}</p>
      )}
    </>
  );
}
