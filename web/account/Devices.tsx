// Where this account is signed in, and signing a device out.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { endSession, listSessions } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { When } from '../kit/When.tsx';
import { keys } from '../live/cache.ts';
import styles from './forms.module.css';

export function Devices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => call(listSessions, { signal }),
    staleTime: 0,
  });
  const end = useMutation({
    mutationFn: (id: string) => call(endSession, { params: { id } }),
    onSuccess: () => toast(t('settings.deviceSignedOut')),
    onError: (refusal) => toast(sentenceFor(refusal), 'wrong'),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
  if (error) return <WentWrong title={t('settings.devicesFailed')} retry={() => void refetch()} />;
  if (!data) return <Loading rows={2} />;
  return (
    <ul className={styles['devices']}>
      {data.items.map((session) => (
        <li key={session.id}>
          <div>
            <strong>{session.device}</strong>
            <p>
              {t('settings.lastSeen')} <When at={session.lastSeenAt} />
              {session.address && ` · ${session.address}`}
            </p>
          </div>
          {session.current ? (
            <span className={styles['here']}>{t('settings.thisDevice')}</span>
          ) : (
            <Button
              aria-label={t('settings.signOutDeviceName', { device: session.device })}
              disabled={end.isPending}
              onClick={() => end.mutate(session.id)}
            >
              {t('settings.signOutDevice')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
