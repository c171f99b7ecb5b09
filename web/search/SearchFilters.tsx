// Who wrote it, in which conversation, and between which days.
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/hooks.ts';
import { nameOf } from '../conversation/names.ts';
import { Button } from '../kit/Button.tsx';
import { Choice, Field } from '../kit/Field.tsx';
import { filtersOf, nothingSought, useConversations } from './search.ts';
import type { Sought } from './search.ts';
import styles from './search.module.css';

export function SearchFilters({ sought, onSeek }: { sought: Sought; onSeek: (next: Sought) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const conversations = useConversations();
  const people = new Map(conversations.flatMap(({ peer }) => (peer ? [[peer.id, peer.displayName]] : [])));
  const count = filtersOf(sought);
  return (
    <details className={styles['filters']} open={count > 0 || undefined}>
      <summary>
        {t('search.filters')}
        {count > 0 && <span>{t('search.filtered', { count })}</span>}
      </summary>
      <div>
        <Choice
          label={t('search.by')}
          value={sought.by}
          onChange={(event) => onSeek({ ...sought, by: event.target.value })}
        >
          <option value="">{t('search.anybody')}</option>
          <option value={me.id}>{t('search.me')}</option>
          {[...people].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice
          label={t('search.in')}
          value={sought.conversationId}
          onChange={(event) => onSeek({ ...sought, conversationId: event.target.value })}
        >
          <option value="">{t('search.anywhere')}</option>
          {conversations.map((conversation) => (
            <option key={conversation.id} value={conversation.id}>
              {nameOf(conversation)}
            </option>
          ))}
        </Choice>
        <Field
          label={t('search.from')}
          type="date"
          value={sought.firstDay}
          onChange={(event) => onSeek({ ...sought, firstDay: event.target.value })}
        />
        <Field
          label={t('search.to')}
          type="date"
          value={sought.lastDay}
          onChange={(event) => onSeek({ ...sought, lastDay: event.target.value })}
        />
        {count > 0 && (
          <Button kind="plain" onClick={() => onSeek({ ...nothingSought, q: sought.q })}>
            {t('search.clear')}
          </Button>
        )}
      </div>
    </details>
  );
}
