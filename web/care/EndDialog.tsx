// Asks before a care link is ended, declined or withdrawn.
import { useTranslation } from 'react-i18next';
import { Confirm } from '../kit/Dialog.tsx';
import type { CareLink } from '../../contract/care-links.ts';
import { useMe } from '../api/hooks.ts';
import { useAnswer } from './care.ts';

export interface Ending {
  link: CareLink;
  title: string;
  about: string[];
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
      {ending.about.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Confirm>
  );
}

/** What is asked before a link ends, for both sides and for an admin between them, who also ends requests. */
export function useEnding() {
  const { t } = useTranslation();
  const { role } = useMe();
  return (link: CareLink): Ending => {
    const names = { patient: link.patient.displayName, clinician: link.clinician.displayName };
    if (link.status === 'pending')
      return {
        link,
        title: t('care.ending.request.title', names),
        about: [t('care.ending.request.about')],
        action: t('care.ending.request.action'),
      };
    return {
      link,
      title: t(`care.ending.${role}.title`, names),
      about: [
        t(`care.ending.${role}.write`),
        t('care.ending.scheduled'),
        t(`care.ending.${role}.help`, names),
        t(`care.ending.${role}.again`, names),
      ],
      action: t(`care.ending.${role}.action`, names),
    };
  };
}
