// How far one message of mine has come, person by person, with what each mark means and the exact times.
import { useTranslation } from 'react-i18next';
import type { Conversation, Message } from '../../contract/messages.ts';
import { useMembers } from '../groups/groups.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { exactly } from '../kit/When.tsx';
import { Receipt, receiptState } from './Receipt.tsx';
import styles from './MessageDetails.module.css';

export function MessageDetails({
  message,
  conversation,
  onClose,
}: {
  message: Message;
  conversation: Conversation;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { data: members } = useMembers(conversation.id, conversation.kind === 'group');
  const names = new Map(members?.items.map(({ person }) => [person.id, person.displayName]));
  if (conversation.peer) names.set(conversation.peer.id, conversation.peer.displayName);
  return (
    <Dialog title={t('messages.details')} onClose={onClose}>
      <p>{t('messages.receiptAt', { when: exactly(message.sentAt) })}</p>
      <ul className={styles['people']}>
        {message.receipts.map((receipt) => {
          const state = receiptState({ receipts: [receipt] });
          return (
            <li key={receipt.accountId}>
              <h3>
                {t('messages.receiptTo', { name: names.get(receipt.accountId) ?? t('messages.somebody') })}
                <Receipt state={state} said />
              </h3>
              <p>{t(`messages.receiptMeans.${state}`)}</p>
              <dl>
                <dt>{t('messages.receipt.delivered')}</dt>
                <dd>{receipt.deliveredAt ? exactly(receipt.deliveredAt) : t('messages.notYet')}</dd>
                <dt>{t('messages.receipt.read')}</dt>
                <dd>{receipt.readAt ? exactly(receipt.readAt) : t('messages.notYet')}</dd>
              </dl>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
