// Above the inbox: groups that somebody is invited to, each with the way to its invitation.
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../contract/groups.ts';
import { later } from '../kit/later.tsx';
import { useInvitations } from './groups.ts';
import styles from './Invitations.module.css';

const InvitationDialog = later(async () => (await import('./InvitationDialog.tsx')).InvitationDialog);

export function Invitations({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  const { data: invitations = [] } = useInvitations();
  const [open, setOpen] = useState<Invitation | null>(null);
  return (
    <>
      {invitations.length > 0 && (
        <ul className={styles['invitations']} aria-label={t('invitations')}>
          {invitations.map((invitation) => (
            <li key={invitation.conversationId}>
              <button type="button" aria-haspopup="dialog" onClick={() => setOpen(invitation)}>
                <IconUsersGroup size={22} stroke={1.6} aria-hidden="true" />
                <span>{t('invitedTo', { name: invitation.invitedBy.displayName, subject: invitation.subject })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && <InvitationDialog invitation={open} inbox={inbox} onClose={() => setOpen(null)} />}
    </>
  );
}
