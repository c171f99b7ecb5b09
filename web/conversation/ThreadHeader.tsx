// Above a conversation: the way back, who it is with, and what can be done with it.
import { IconArchive, IconArchiveOff, IconArrowLeft, IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../contract/messages.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Menu } from '../kit/Menu.tsx';
import { Go, go } from '../kit/route.tsx';
import { toast } from '../kit/Toasts.tsx';
import { nameOf, toneOf } from './names.ts';
import { useArchive } from './queries.ts';
import styles from './Thread.module.css';

export function ThreadHeader({ conversation, inbox }: { conversation: Conversation; inbox: string }) {
  const name = nameOf(conversation);
  const { t } = useTranslation();
  const archive = useArchive(conversation.id);
  const archived = conversation.archivedAt !== null;
  const move = async () => {
    try {
      await archive.mutateAsync(!archived);
      toast(t(archived ? 'messages.unarchived' : 'messages.archived'));
      if (!archived) go(inbox);
    } catch (error) {
      toast(sentenceFor(error as Error), 'wrong');
    }
  };
  return (
    <header className={styles['header']}>
      <Go to={inbox} className={styles['back']} aria-label={t('messages.back')}>
        <IconArrowLeft size={22} aria-hidden="true" />
      </Go>
      <Avatar name={name} tone={toneOf(conversation)} />
      <div className={styles['who']}>
        <h2>{name}</h2>
        <p>{conversation.peer?.headline ?? (conversation.peer && t(`roles.${conversation.peer.role}`))}</p>
      </div>
      <Menu
        label={t('messages.more')}
        icon={<IconDotsVertical size={22} />}
        items={[
          {
            label: t(archived ? 'messages.unarchive' : 'messages.archive'),
            icon: archived ? (
              <IconArchiveOff size={20} aria-hidden="true" />
            ) : (
              <IconArchive size={20} aria-hidden="true" />
            ),
            onPick: () => void move(),
          },
        ]}
      />
    </header>
  );
}
