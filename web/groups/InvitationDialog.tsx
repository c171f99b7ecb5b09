// An invitation to a group: who invites, what joining means, and joining or declining.
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../contract/groups.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { FormError } from '../kit/Field.tsx';
import { addWords } from '../kit/language.ts';
import { go } from '../kit/route.tsx';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/groups.json';
import { useAnswerInvitation } from './groups.ts';
import styles from './groups.module.css';

addWords(words);

const about = ['see', 'from', 'leave', 'decline'] as const;

export function InvitationDialog({
  invitation: { conversationId, subject, invitedBy },
  inbox,
  onClose,
}: {
  invitation: Invitation;
  inbox: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useAnswerInvitation();
  const answer = (accept: boolean) =>
    mutate(
      { conversationId, accept },
      {
        onSuccess: () => {
          toast(t(accept ? 'groups.joinedNow' : 'groups.declined'));
          onClose();
          if (accept) go(`${inbox}/${conversationId}`);
        },
      },
    );
  return (
    <Dialog title={t('groups.invitationTitle', { subject })} onClose={onClose}>
      <div className={styles['form']}>
        <p>{t('groups.invitationFrom', { name: invitedBy.displayName })}</p>
        <ul className={styles['points']}>
          {about.map((what) => (
            <li key={what}>{t(`groups.invitationAbout.${what}`)}</li>
          ))}
        </ul>
        <FormError>{error && sentenceFor(error)}</FormError>
        <footer>
          <Button disabled={isPending} onClick={() => answer(false)}>
            {t('groups.decline')}
          </Button>
          <Button kind="primary" disabled={isPending} onClick={() => answer(true)}>
            {t('groups.join')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
