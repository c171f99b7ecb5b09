// Says that a conversation is muted.
import { IconBellOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export function MutedMark({ className, size }: { className: string | undefined; size: number }) {
  const { t } = useTranslation();
  return (
    <span className={className} role="img" aria-label={t('messages.isMuted')} title={t('messages.isMuted')}>
      <IconBellOff size={size} stroke={1.8} aria-hidden="true" />
    </span>
  );
}
