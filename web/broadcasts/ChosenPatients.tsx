// Some of my patients, chosen one by one.
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { PersonPicker } from '../conversation/PersonPicker.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { IconButton } from '../kit/Button.tsx';
import styles from './Broadcasts.module.css';

export function ChosenPatients({
  chosen,
  onChange,
}: {
  chosen: readonly Person[];
  onChange: (people: readonly Person[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles['chosen']} aria-label={t('broadcasts.chosen')}>
          {chosen.map((person) => (
            <li key={person.id}>
              <Avatar name={person.displayName} tone={person.role} small />
              <span>{person.displayName}</span>
              <IconButton
                label={t('broadcasts.drop', { name: person.displayName })}
                icon={<IconX size={18} aria-hidden="true" />}
                onClick={() => onChange(chosen.filter((one) => one !== person))}
              />
            </li>
          ))}
        </ul>
      )}
      <PersonPicker
        key={chosen.length}
        label={t('broadcasts.addPatient')}
        only="patient"
        without={chosen}
        startEmpty={chosen.length > 0}
        onPick={(person) => onChange([...chosen, person])}
      />
    </>
  );
}
