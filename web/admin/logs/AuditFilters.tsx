// What of the audit trail is shown: an action, a person, one thing, and days on the reader's own clock.
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../contract/accounts.ts';
import { PersonPicker } from '../../conversation/PersonPicker.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { Choice, Field } from '../../kit/Field.tsx';
import { actionWords, knownActions } from './actions.ts';
import styles from './Log.module.css';

export interface AuditFilter {
  action?: string | undefined;
  actor?: Pick<Person, 'id' | 'displayName'> | undefined;
  subject?: { id: string; name: string } | undefined;
  /** Days such as 2026-11-23, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** The moment a day begins here, or days after it. */
function dayStart(day: string | undefined, later = 0): string | undefined {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

export const queryOf = ({ action, actor, subject, from, to }: AuditFilter) => ({
  action,
  actor: actor?.id,
  subject: subject?.id,
  after: dayStart(from),
  before: dayStart(to, 1),
});

interface Props {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const { action, actor, subject, from, to } = filter;
  const actions = action && !knownActions.includes(action) ? [...knownActions, action] : knownActions;
  const set = Object.values(filter).some(Boolean);
  return (
    <search className={styles['filters']} aria-label={t('console.logs.filters')}>
      <Choice
        label={t('console.audit.action')}
        value={action ?? ''}
        onChange={(event) => onChange({ ...filter, action: event.target.value || undefined })}
      >
        <option value="">{t('console.logs.all')}</option>
        {actions
          .map((one) => [one, actionWords(one)] as const)
          .toSorted(([, a], [, b]) => a.localeCompare(b))
          .map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
      </Choice>
      <Field
        label={t('console.logs.from')}
        type="date"
        value={from ?? ''}
        onChange={(event) => onChange({ ...filter, from: event.target.value || undefined })}
      />
      <Field
        label={t('console.logs.to')}
        type="date"
        value={to ?? ''}
        onChange={(event) => onChange({ ...filter, to: event.target.value || undefined })}
      />
      <div className={styles['person']}>
        <span id="audit-who">{t('console.audit.who')}</span>
        <Button aria-describedby="audit-who" onClick={() => setChoosing(true)}>
          {actor?.displayName ?? t('console.audit.anybody')}
        </Button>
      </div>
      {set && (
        <div className={styles['chips']}>
          {subject && (
            <Button
              icon={<IconX size={18} aria-hidden="true" />}
              onClick={() => onChange({ ...filter, subject: undefined })}
            >
              {t('console.audit.aboutOne', { name: subject.name })}
            </Button>
          )}
          <Button kind="plain" onClick={() => onChange({})}>
            {t('console.logs.clear')}
          </Button>
        </div>
      )}
      {choosing && (
        <Dialog title={t('console.audit.choosePerson')} onClose={() => setChoosing(false)}>
          <PersonPicker
            label={t('console.audit.choosePerson')}
            onPick={(person) => {
              onChange({ ...filter, actor: person });
              setChoosing(false);
            }}
          />
          {actor && (
            <footer>
              <Button
                onClick={() => {
                  onChange({ ...filter, actor: undefined });
                  setChoosing(false);
                }}
              >
                {t('console.audit.forgetPerson')}
              </Button>
            </footer>
          )}
        </Dialog>
      )}
    </search>
  );
}
