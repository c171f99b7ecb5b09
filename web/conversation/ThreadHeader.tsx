// Above a conversation: the way back, who it is with, and what can be done with it.
import {
  IconArchive,
  IconArchiveOff,
  IconArrowLeft,
  IconBell,
  IconBellOff,
  IconDotsVertical,
  IconUserCheck,
  IconUserOff,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { useUnblock } from '../blocks/blocks.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Menu } from '../kit/Menu.tsx';
import { later } from '../kit/later.tsx';
import { Go, go } from '../kit/route.tsx';
import { toast } from '../kit/Toasts.tsx';
import { MutedMark } from './MutedMark.tsx';
import { useMute } from './muting.ts';
import { nameOf, toneOf } from './names.ts';
import { useArchive } from './queries.ts';
import styles from './Thread.module.css';

const GroupPanel = later(async () => (await import('../groups/GroupPanel.tsx')).GroupPanel);
const BlockDialog = later(async () => (await import('../blocks/BlockDialog.tsx')).BlockDialog);

export function ThreadHeader({ conversation, inbox }: { conversation: Conversation; inbox: string }) {
  const name = nameOf(conversation);
  const { t } = useTranslation();
  const archive = useArchive(conversation.id);
  const mute = useMute(conversation.id);
  const unblock = useUnblock(() => t('messages.unblocked'));
  const { role } = useMe();
  const [members, setMembers] = useState(false);
  const [blocking, setBlocking] = useState(false);
  const { peer } = conversation;
  const blockable = conversation.kind === 'direct' && peer && peer.role !== 'admin' ? peer : null;
  const archived = conversation.archivedAt !== null;
  const muted = conversation.mutedAt !== null;
  const refused = (error: Error) => toast(sentenceFor(error), 'wrong');
  const move = () =>
    archive.mutate(!archived, {
      onSuccess: () => {
        toast(t(archived ? 'messages.unarchived' : 'messages.archived'));
        if (!archived) go(inbox);
      },
      onError: refused,
    });
  const hush = () =>
    mute.mutate(!muted, {
      onSuccess: () =>
        toast(t(muted ? 'messages.unmuted' : role === 'clinician' ? 'messages.mutedFlags' : 'messages.muted')),
      onError: refused,
    });
  return (
    <header className={styles['header']}>
      <Go to={inbox} className={styles['back']} aria-label={t('messages.back')}>
        <IconArrowLeft size={22} aria-hidden="true" />
      </Go>
      <Avatar name={name} tone={toneOf(conversation)} />
      <div className={styles['who']}>
        <h2>{name}</h2>
        {conversation.kind === 'group' ? (
          <button type="button" aria-haspopup="dialog" onClick={() => setMembers(true)}>
            {t('messages.people', { count: conversation.memberCount ?? 0 })}
          </button>
        ) : (
          <p>{peer?.headline ?? (peer && t(`roles.${peer.role}`))}</p>
        )}
      </div>
      {muted && <MutedMark className={styles['muted']} size={20} />}
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
            onPick: move,
          },
          {
            label: t(muted ? 'messages.unmute' : 'messages.mute'),
            icon: muted ? <IconBell size={20} aria-hidden="true" /> : <IconBellOff size={20} aria-hidden="true" />,
            onPick: hush,
          },
          ...(conversation.kind === 'group'
            ? [
                {
                  label: t('messages.members'),
                  icon: <IconUsersGroup size={20} aria-hidden="true" />,
                  onPick: () => setMembers(true),
                },
              ]
            : []),
          ...(!blockable
            ? []
            : conversation.sendRefusal === 'you_blocked_them'
              ? [
                  {
                    label: t('messages.unblock', { name }),
                    icon: <IconUserCheck size={20} aria-hidden="true" />,
                    onPick: () => unblock.mutate(blockable),
                  },
                ]
              : [
                  {
                    label: t('messages.block', { name }),
                    icon: <IconUserOff size={20} aria-hidden="true" />,
                    onPick: () => setBlocking(true),
                  },
                ]),
        ]}
      />
      {members && <GroupPanel conversation={conversation} inbox={inbox} onClose={() => setMembers(false)} />}
      {blocking && blockable && <BlockDialog person={blockable} onClose={() => setBlocking(false)} />}
    </header>
  );
}
