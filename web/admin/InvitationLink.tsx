// The link of an invitation, to be handed over; it is shown once.
import { useTranslation } from 'react-i18next';
import type { Invited } from '../../contract/admin-accounts.ts';
import { sendsMail } from '../api/mail.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field } from '../kit/Field.tsx';
import { toast } from '../kit/Toasts.tsx';
import styles from '../account/forms.module.css';

export function InvitationLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { invitation, displayName: name, email } = invited;
  if (!invitation) return null;
  const until = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' }).format(
    new Date(invitation.expiresAt),
  );
  return (
    <Dialog title={t('admin.invitation.title', { name })} onClose={onClose}>
      <div className={styles['form']}>
        <p>{t('admin.invitation.about', { until })}</p>
        <Field
          label={t('admin.invitation.link')}
          value={invitation.link}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        {new URL(invitation.link).hostname === 'localhost' && <p>{t('admin.invitation.here')}</p>}
        {email && <p>{t(sendsMail() ? 'admin.invitation.mailed' : 'admin.invitation.notMailed', { email })}</p>}
        <footer>
          <Button
            kind="primary"
            onClick={() =>
              void navigator.clipboard
                .writeText(invitation.link)
                .then(() => toast(t('admin.invitation.copied')), console.warn)
            }
          >
            {t('admin.invitation.copy')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
