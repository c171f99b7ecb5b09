// One care link as a row: the other person, where it stands, and what can be done.
import type { ReactNode } from 'react';
import type { Person } from '../../contract/accounts.ts';
import { Avatar } from '../kit/Avatar.tsx';
import styles from './LinkRow.module.css';

export function LinkRow({ person, about, children }: { person: Person; about: ReactNode; children?: ReactNode }) {
  return (
    <li className={styles['row']}>
      <Avatar name={person.displayName} tone={person.role} />
      <div className={styles['words']}>
        <strong>{person.displayName}</strong>
        {person.headline && <p>{person.headline}</p>}
        <p>{about}</p>
      </div>
      <div className={styles['actions']}>{children}</div>
    </li>
  );
}

export const LinkList = ({ children }: { children: ReactNode }) => <ul className={styles['list']}>{children}</ul>;
