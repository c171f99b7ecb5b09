// What patients write most often, begun with one touch: who it is for and what it is about are there already.
import { IconCalendarPlus, IconHeadset, IconHelpCircle, IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFindPeople } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { go } from '../kit/route.tsx';
import styles from './QuickActions.module.css';

const actions = [
  { key: 'appointment', to: 'clinician', icon: IconCalendarPlus },
  { key: 'checkIn', to: 'clinician', icon: IconMoodSmile },
  { key: 'question', to: 'clinician', icon: IconHelpCircle },
  { key: 'support', to: 'admin', icon: IconHeadset },
] as const;

export function QuickActions({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  const findPeople = useFindPeople();
  const begin = async (key: (typeof actions)[number]['key'], role: (typeof actions)[number]['to']) => {
    const people = await findPeople(role);
    const to = people.length === 1 ? people[0] : null;
    go(`${inbox}/new`, { state: { to, only: role, subject: t(`patient.quick.${key}.subject`) } });
  };
  return (
    <div className={styles['actions']} role="group" aria-label={t('patient.quick.title')}>
      {actions.map(({ key, to, icon: Icon }) => (
        <Button key={key} icon={<Icon size={20} aria-hidden="true" />} onClick={() => void begin(key, to)}>
          {t(`patient.quick.${key}.action`)}
        </Button>
      ))}
    </div>
  );
}
