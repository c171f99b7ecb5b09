// Asks before a care link is ended, declined or withdrawn.
import { useTranslation } from 'react-i18next';
import { Confirm } from '../kit/Dialog.tsx';
import type { CareLink } from '../../contract/care-links.ts';
import { useAnswer } from './care.ts';

export interface Ending {
  link: CareLink;
  title: string;
  about: string;
  action: string;
}

export function EndDialog({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const { mutate } = useAnswer();
  return (
    <Confirm
      title={ending.title}
      action={ending.action}
      onClose={onClose}
      onConfirm={() => {
        mutate({ link: ending.link, status: 'ended' });
        onClose();
      }}
    >
      <p>{ending.about}</p>
    </Confirm>
  );
}

/** What is asked before an active link ends, for both sides. */
export function useEnding() {
  const { t } = useTranslation();
  return (link: CareLink, name: string): Ending => ({
    link,
    title: t('care.endTitle', { name }),
    about: t('care.endAbout'),
    action: t('care.end'),
  });
}
