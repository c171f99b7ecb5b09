// Templates by category: found by a word, made, changed, deleted, and taken into a new message.
import { IconPlus, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../contract/templates.ts';
import { useMe } from '../api/hooks.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { plainPreview } from '../conversation/plain-preview.ts';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Confirm } from '../kit/Dialog.tsx';
import { forget } from '../kit/kept.ts';
import { addWords } from '../kit/language.ts';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/templates.json';
import { useReadable } from './fill-in.ts';
import { TemplateForm } from './TemplateForm.tsx';
import { byCategory, useDeleteTemplate, useTemplates } from './templates.ts';
import styles from './templates.module.css';

addWords(words);

export function TemplatesPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('templates.title'), useUnread());
  const { role } = useMe();
  const { data, error, refetch } = useTemplates();
  const [find, setFind] = useState('');
  const [making, setMaking] = useState(false);
  const groups = byCategory(data ?? [], find);
  const count = groups.reduce((sum, [, templates]) => sum + templates.length, 0);
  return (
    <Page title={t('templates.title')} lead={t(role === 'patient' ? 'templates.leadPatient' : 'templates.lead')}>
      <div className={styles['tools']}>
        <label className={styles['find']}>
          <IconSearch size={20} aria-hidden="true" />
          <span className="unseen">{t('templates.find')}</span>
          <input
            type="search"
            placeholder={t('templates.find')}
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </label>
        <Button kind="primary" icon={<IconPlus size={20} aria-hidden="true" />} onClick={() => setMaking(true)}>
          {t('templates.new')}
        </Button>
        <p className="unseen" role="status">
          {find.trim() && data && t('templates.found', { count })}
        </p>
      </div>
      {!data &&
        (error ? (
          <WentWrong title={t('templates.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={4} />
        ))}
      {data && count === 0 && (
        <Empty
          icon={<IconTemplate size={44} stroke={1.3} />}
          title={t(find.trim() ? 'templates.noMatch' : 'templates.none')}
        >
          <p>{t(find.trim() ? 'templates.noMatchAbout' : 'templates.noneAbout')}</p>
        </Empty>
      )}
      {groups.map(([category, templates]) => (
        <Section key={category ?? ''} title={category ?? t('templates.uncategorised')}>
          <ul className={styles['list']}>
            {templates.map((template) => (
              <Row key={template.id} template={template} inbox={inbox} />
            ))}
          </ul>
        </Section>
      ))}
      {making && <TemplateForm template={null} onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Row({ template, inbox }: { template: Template; inbox: string }) {
  const { t } = useTranslation();
  const readable = useReadable();
  const remove = useDeleteTemplate();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const shut = () => setOpen(null);
  const { id, name, mine, shared } = template;
  const confirm = () => {
    shut();
    // Said also when the row has gone by then.
    remove.mutateAsync(id).then(
      () => {
        forget(`template:${id}`);
        toast(t('templates.deleted'));
      },
      (refusal: Error) => toast(sentenceFor(refusal), 'wrong'),
    );
  };
  return (
    <li className={styles['row']}>
      <div className={styles['words']}>
        <h3>{name}</h3>
        <p className={styles['text']} dir="auto">
          {plainPreview(readable(template.body))}
        </p>
        <p className={styles['meta']}>
          {!mine && <span>{t('templates.sharedBy', { name: template.owner.displayName })}</span>}
          {mine && shared && <span>{t('templates.shared')}</span>}
          <span>{t('templates.used', { count: template.useCount })}</span>
        </p>
      </div>
      <div className={styles['actions']}>
        <Button
          aria-label={t('templates.useName', { name })}
          onClick={() => go(`${inbox}/new`, { state: { template: id } })}
        >
          {t('templates.use')}
        </Button>
        {mine && (
          <>
            <Button kind="plain" aria-label={t('templates.editName', { name })} onClick={() => setOpen('edit')}>
              {t('templates.edit')}
            </Button>
            <Button kind="plain" aria-label={t('templates.deleteName', { name })} onClick={() => setOpen('delete')}>
              {t('templates.delete')}
            </Button>
          </>
        )}
      </div>
      {open === 'edit' && <TemplateForm template={template} onClose={shut} />}
      {open === 'delete' && (
        <Confirm title={t('templates.deleteTitle')} action={t('templates.delete')} onConfirm={confirm} onClose={shut}>
          <p>{t(shared ? 'templates.deleteShared' : 'templates.deleteAbout')}</p>
        </Confirm>
      )}
    </li>
  );
}
