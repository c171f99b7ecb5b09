// Whether this device is pushed to, and a button to change it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/hooks.ts';
import { Button } from '../kit/Button.tsx';
import { Loading } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';
import { pushState, turnPushOff, turnPushOn } from './push.ts';
import styles from './notifications.module.css';

const sentences = {
  cannot: 'notify.deviceCannot',
  denied: 'notify.deviceDenied',
  on: 'notify.deviceOn',
  off: 'notify.deviceOff',
} as const;

export function ThisDevice({ pushKey }: { pushKey: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id } = useMe();
  const { data: state, isError } = useQuery({ queryKey: keys.push, queryFn: () => pushState(id), staleTime: 0 });
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? turnPushOn(id, pushKey) : turnPushOff()),
    onSuccess: (now) => client.setQueryData(keys.push, now),
    onError: () => toast(t('notify.deviceFailed'), 'wrong'),
  });
  if (isError) return <p className={styles['device']}>{t('notify.deviceFailed')}</p>;
  if (!state) return <Loading rows={1} />;
  return (
    <div className={styles['device']}>
      <p role="status">
        <strong>{t('notify.thisDevice')}.</strong> {t(sentences[state])}
      </p>
      {(state === 'on' || state === 'off') && (
        <Button disabled={turn.isPending} onClick={() => turn.mutate(state === 'off')}>
          {t(state === 'off' ? 'notify.turnOn' : 'notify.turnOff')}
        </Button>
      )}
    </div>
  );
}
