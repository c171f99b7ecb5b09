// In place of the composer where writing is not possible: why, what to do instead, and what was being written.
import { IconCopy, IconInfoCircle, IconUserCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Conversation } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import { useUnblock } from '../blocks/blocks.ts';
import { useWriteTo } from '../care/care.ts';
import { Button } from '../kit/Button.tsx';
import { copyText } from './copy-text.ts';
import { useWritten } from './written.ts';
import styles from './Thread.module.css';

export function CannotWrite({
  conversation: { id, peer, sendRefusal },
  name,
  inbox,
}: {
  conversation: Conversation;
  name: string;
  inbox: string;
}) {
  const { t } = useTranslation();
  const { role } = useMe();
  const writeTo = useWriteTo(inbox);
  const oneWay = sendRefusal === 'announcement_one_way';
  const told = (sendRefusal === 'care_link_pending' || sendRefusal === 'care_link_ended') && role !== 'admin';
  const blocked = sendRefusal === 'recipient_unavailable' || sendRefusal === 'you_blocked_them';
  const gone = sendRefusal === 'recipient_not_found';
  const words = told
    ? t(`cannotWrite.${role}.${sendRefusal}`, { name })
    : blocked || gone
      ? t(`refusals.${sendRefusal}`)
      : t(oneWay ? 'cannotWrite.announcement' : 'cannotWrite.other', { name });
  return (
    <div className={styles['cannot']}>
      <p role="status">
        <IconInfoCircle size={22} aria-hidden="true" />
        <span>{words}</span>
      </p>
      {oneWay && peer && (
        <div>
          <Button kind="primary" onClick={() => writeTo(peer)}>
            {t('cannotWrite.writeTo', { name })}
          </Button>
        </div>
      )}
      {sendRefusal === 'you_blocked_them' && peer && <EndBlock person={peer} />}
      <Unsent place={id} />
    </div>
  );
}

function EndBlock({ person }: { person: Person }) {
  const { t } = useTranslation();
  const unblock = useUnblock(() => t('messages.unblocked'));
  return (
    <div>
      <Button
        icon={<IconUserCheck size={20} aria-hidden="true" />}
        aria-disabled={unblock.isPending}
        onClick={() => unblock.isPending || unblock.mutate(person)}
      >
        {t('messages.unblock', { name: person.displayName })}
      </Button>
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
