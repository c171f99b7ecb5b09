// Finds a person by the beginning of a name: type, then choose with the arrows or a click.
import { useDeferredValue, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { limits } from '../../contract/text.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { usePeople } from './queries.ts';
import styles from './PersonPicker.module.css';

export function PersonPicker({
  label,
  only,
  without = [],
  startEmpty = false,
  onPick,
}: {
  label: string;
  only?: Role;
  /** People who are not offered: they are chosen already. */
  without?: readonly Person[];
  /** Offers nobody before something is typed. */
  startEmpty?: boolean;
  onPick: (person: Person) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const { data, error } = usePeople(useDeferredValue(query), only);
  const offered = startEmpty && !query.trim() ? [] : (data?.items ?? []);
  const people = offered.filter((person) => !without.some((one) => one.id === person.id));
  const firstOnly = offered.length === limits.people;
  const chosen = people[Math.min(active, people.length - 1)];
  const move = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((now) => (now + 1) % Math.max(1, people.length));
    else if (event.key === 'ArrowUp') setActive((now) => (now - 1 + people.length) % Math.max(1, people.length));
    else if (event.key === 'Enter' && chosen) onPick(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['picker']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={people.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={chosen ? `${id}${chosen.id}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t('newMessage.toHint')}
        value={query}
        onKeyDown={move}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
      />
      <p className="unseen" role="status">
        {data && t('newMessage.results', { count: people.length })}
      </p>
      <div id={`${id}list`} role="listbox" aria-label={label} className={styles['list']}>
        {people.map((person) => (
          // The keyboard chooses from the box above, so the options take clicks only.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            className={styles['option']}
            key={person.id}
            id={`${id}${person.id}`}
            role="option"
            aria-selected={person === chosen}
            onClick={() => onPick(person)}
          >
            <Avatar name={person.displayName} tone={person.role} small />
            <span>
              <strong>{person.displayName}</strong>
              <span>{person.headline ?? t(`roles.${person.role}`)}</span>
            </span>
          </div>
        ))}
      </div>
      {error && <p>{sentenceFor(error)}</p>}
      {firstOnly && <p className={styles['nobody']}>{t('newMessage.firstOnly', { count: limits.people })}</p>}
      {data && people.length === 0 && !firstOnly && (!startEmpty || query.trim()) && (
        <p className={styles['nobody']}>{t('newMessage.nobody')}</p>
      )}
    </div>
  );
}
