// What can be done with one account; whatever takes something away asks first.
import { IconDotsVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRecord, Invited } from '../../contract/admin-accounts.ts';
import { roles } from '../../contract/endpoint.ts';
import { Confirm } from '../kit/Dialog.tsx';
import { Menu } from '../kit/Menu.tsx';
import { toast } from '../kit/Toasts.tsx';
import { useChangeAccount } from './accounts.ts';
import type { AccountChange } from './accounts.ts';
import { InvitationLink } from './InvitationLink.tsx';

type Done = 'deactivate' | 'bringBack' | 'endSessions' | 'unlock' | 'removeTwoFactor' | 'role';
type Sure = 'deactivate' | 'endSessions' | 'removeTwoFactor' | 'role';
interface Asking {
  sure: Sure;
  action: string;
  change: AccountChange;
}

export function AccountMenu({ account }: { account: AccountRecord }) {
  const { t } = useTranslation();
  const { mutate } = useChangeAccount();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const name = account.displayName;
  const change = (wanted: AccountChange, done: Done) =>
    mutate({ id: account.id, change: wanted }, { onSuccess: () => toast(t(`admin.done.${done}`, { name })) });
  const ask = (label: string, sure: Sure, wanted: AccountChange) => ({
    label,
    icon: null,
    onPick: () => setAsking({ sure, action: label, change: wanted }),
  });
  const gone = account.deactivatedAt !== null;
  const items = [
    ...(gone
      ? []
      : [
          { label: t('admin.unlock'), icon: null, onPick: () => change({ unlock: true }, 'unlock') },
          ask(t('admin.endSessions'), 'endSessions', { endSessions: true }),
        ]),
    ...(account.twoFactor ? [ask(t('admin.removeTwoFactor'), 'removeTwoFactor', { removeTwoFactor: true })] : []),
    ...(account.setUp || gone
      ? []
      : [
          {
            label: t('admin.renewInvitation'),
            icon: null,
            onPick: () => mutate({ id: account.id, change: { renewInvitation: true } }, { onSuccess: setInvited }),
          },
        ]),
    ...roles
      .filter((role) => role !== account.role && !gone)
      .map((role) => ask(t(`admin.makeRole.${role}`), 'role', { role })),
    gone
      ? { label: t('admin.bringBack'), icon: null, onPick: () => change({ deactivated: false }, 'bringBack') }
      : ask(t('admin.deactivate'), 'deactivate', { deactivated: true }),
  ];
  return (
    <>
      <Menu
        label={t('admin.accountActions', { name })}
        icon={<IconDotsVertical size={20} aria-hidden="true" />}
        items={items}
      />
      {asking && (
        <Confirm
          title={t(`admin.sure.${asking.sure}.title`, { name })}
          action={asking.action}
          onConfirm={() => {
            change(asking.change, asking.sure);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        >
          {asking.change.role && <p>{t(`admin.sure.role.then.${asking.change.role}`)}</p>}
          <p>{t(`admin.sure.${asking.sure}.about`)}</p>
        </Confirm>
      )}
      {invited && <InvitationLink invited={invited} onClose={() => setInvited(null)} />}
    </>
  );
}
