// Says when what is being written was changed on another device too, and lets the person choose (neither is lost before); and
// when it cannot be saved as a draft.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/Button.tsx';
import { settle, useKeptHereOnly, useOtherDraft } from './drafts.ts';
import type { Written } from './drafts.ts';
import styles from './Composer.module.css';

export function DraftNote({
  place,
  tooLong,
  onSettled,
}: {
  place: string;
  /** To be sent. */
  tooLong: boolean;
  onSettled: (written: Written) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const other = useOtherDraft(place);
  const hereOnly = useKeptHereOnly(place);
  return (
    <div role="status">
      {other && (
        <div className={styles['other']}>
          <p>{t('composer.otherDraft')}</p>
          <blockquote dir="auto">{other.body}</blockquote>
          <Button onClick={() => onSettled(settle(client, place, true))}>{t('composer.useOther')}</Button>
          <Button kind="plain" onClick={() => onSettled(settle(client, place, false))}>
            {t('composer.keepMine')}
          </Button>
        </div>
      )}
      {hereOnly && !other && (
        <div className={styles['other']}>
          <p>{t(tooLong ? 'composer.keptHereTooLong' : 'composer.keptHereOnly')}</p>
        </div>
      )}
    </div>
  );
}
