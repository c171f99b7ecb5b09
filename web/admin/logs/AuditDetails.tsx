// One entry of the audit trail in full, and the ways from it to others like it.
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contract/administration.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { precisely } from '../figures.ts';
import { actionWords } from './actions.ts';
import type { AuditFilter } from './AuditFilters.tsx';
import { Fact, Facts } from './Log.tsx';
import styles from './Log.module.css';

interface Props {
  entry: AuditEntry;
  onClose: () => void;
  onNarrow: (by: AuditFilter) => void;
}

export function AuditDetails({ entry, onClose, onNarrow }: Props) {
  const { t } = useTranslation();
  const { actor, action, subject, subjectId } = entry;
  return (
    <Dialog title={actionWords(action)} onClose={onClose} side>
      <Facts>
        <Fact name={t('console.logs.when')}>{precisely(entry.at)}</Fact>
        <Fact name={t('console.audit.action')}>
          <code>{action}</code>
        </Fact>
        <Fact name={t('console.audit.outcome')}>{t(`console.audit.${entry.outcome}`)}</Fact>
        <Fact name={t('console.audit.who')}>{actor?.displayName ?? t('console.audit.nobodyAbout')}</Fact>
        <Fact name={t('console.audit.about')}>
          {subjectId && (
            <>
              {subject ? `${subject.displayName}, ` : ''}
              {entry.subjectKind?.replaceAll('_', ' ')} <code>{subjectId}</code>
            </>
          )}
        </Fact>
        <Fact name={t('console.audit.session')}>{entry.sessionId && <code>{entry.sessionId}</code>}</Fact>
        <Fact name={t('console.audit.address')}>{entry.address && <code>{entry.address}</code>}</Fact>
        <Fact name={t('console.audit.request')}>{entry.requestId && <code>{entry.requestId}</code>}</Fact>
        <Fact name={t('console.logs.id')}>
          <code>{entry.id}</code>
        </Fact>
        <Fact name={t('console.audit.detail')}>
          {Object.keys(entry.detail).length > 0 ? <pre>{JSON.stringify(entry.detail, null, 2)}</pre> : null}
        </Fact>
      </Facts>
      <div className={styles['narrowing']}>
        <Button onClick={() => onNarrow({ action })}>{t('console.audit.onlyAction')}</Button>
        {actor && (
          <Button onClick={() => onNarrow({ actor })}>
            {t('console.audit.onlyActor', { name: actor.displayName })}
          </Button>
        )}
        {subjectId && (
          <Button
            onClick={() =>
              onNarrow({ subject: { id: subjectId, name: subject?.displayName ?? entry.subjectKind ?? subjectId } })
            }
          >
            {t('console.audit.onlySubject')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
