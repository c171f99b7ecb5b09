// Says of a message that it went to many people, and whether it cannot wait.
import { IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './BroadcastMark.module.css';

export function BroadcastMark({ urgent }: { urgent: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={styles['mark']} data-urgent={urgent || undefined}>
      <IconSpeakerphone size={16} aria-hidden="true" />
      {t(urgent ? 'messages.urgent' : 'messages.toMany')}
    </p>
  );
}
