// Offers to go on with what was begun to somebody; nothing of it is shown before they are chosen.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { Button } from '../kit/Button.tsx';
import { keys } from '../live/cache.ts';
import { listUnfinished } from './drafts.ts';
import styles from './NewMessage.module.css';

const most = 3;

export function Unfinished({ only, onPick }: { only?: Role | undefined; onPick: (person: Person) => void }) {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ queryKey: keys.unfinished, queryFn: listUnfinished, gcTime: 0 });
  const offered = data.filter((person) => !only || person.role === only).slice(0, most);
  if (offered.length === 0) return null;
  return (
    <ul className={styles['unfinished']}>
      {offered.map((person) => (
        <li key={person.id}>
          <span>{t('newMessage.unfinished', { name: person.displayName })}</span>
          <Button aria-label={t('newMessage.goOnTo', { name: person.displayName })} onClick={() => onPick(person)}>
            {t('newMessage.goOn')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
