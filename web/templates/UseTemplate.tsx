// Takes a template into a message: choose it, fill what cannot be known, see what it will say, then change or send it.
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Template } from '../../contract/templates.ts';
import { referenceOf } from '../api/sentence.ts';
import { plainPreview } from '../conversation/plain-preview.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { addWords } from '../kit/language.ts';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import words from '../locales/en/templates.json';
import { useReadable } from './fill-in.ts';
import { FillTemplate } from './FillTemplate.tsx';
import { byCategory, useTemplates } from './templates.ts';
import styles from './templates.module.css';

addWords(words);

const focusOnce = (element: HTMLElement | null) => element?.focus();

interface Props {
  /** Whose name is filled in; null in a group. */
  peer: Person | null;
  /** Where it can be sent at once; absent while there is no conversation. */
  conversationId?: string;
  /** The template that is chosen already. */
  chosen?: string | null;
  onText: (text: string) => void;
  onClose: () => void;
}

export function UseTemplate({ chosen = null, ...rest }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useTemplates();
  const [id, setId] = useState(chosen);
  const template = data?.find((one) => one.id === id);
  return (
    <Dialog title={template?.name ?? t('templates.pick')} onClose={rest.onClose}>
      {!data ? (
        error ? (
          <WentWrong title={t('templates.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={3} />
        )
      ) : template ? (
        <FillTemplate key={template.id} template={template} onAnother={() => setId(null)} {...rest} />
      ) : (
        <Choose templates={data} onPick={setId} />
      )}
    </Dialog>
  );
}

function Choose({ templates, onPick }: { templates: Template[]; onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const [find, setFind] = useState('');
  const readable = useReadable();
  const groups = byCategory(templates, find);
  const count = groups.reduce((sum, [, found]) => sum + found.length, 0);
  if (templates.length === 0)
    return (
      <Empty title={t('templates.none')}>
        <p>{t('templates.pickAbout')}</p>
      </Empty>
    );
  return (
    <div className={styles['choose']}>
      <label className={styles['find']}>
        <IconSearch size={20} aria-hidden="true" />
        <span className="unseen">{t('templates.find')}</span>
        <input
          type="search"
          ref={focusOnce}
          placeholder={t('templates.find')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </label>
      <p className="unseen" role="status">
        {t('templates.found', { count })}
      </p>
      {count === 0 && <Empty title={t('templates.noMatch')} />}
      {groups.map(([category, found]) => (
        <section key={category ?? ''}>
          <h3>{category ?? t('templates.uncategorised')}</h3>
          <ul>
            {found.map((template) => (
              <li key={template.id}>
                <button type="button" onClick={() => onPick(template.id)}>
                  <strong>{template.name}</strong>
                  <span dir="auto">{plainPreview(readable(template.body))}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
