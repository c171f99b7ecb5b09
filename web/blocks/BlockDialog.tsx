// Asks before somebody is blocked, and says honestly what will happen and what will not.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { characters, limits } from '../../contract/text.ts';
import { useMe } from '../api/hooks.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { addWords } from '../kit/language.ts';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/blocks.json';
import { useBlock } from './blocks.ts';
import styles from './blocks.module.css';

addWords(words);

export function BlockDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const { role } = useMe();
  const form = useKept(`block:${person.id}`, { reason: '' });
  const { reason } = form.now;
  const [asked, setAsked] = useState(false);
  const block = useBlock();
  const name = person.displayName;
  const needed = role === 'clinician' && person.role === 'patient';
  const length = characters(reason.trim());
  const wrong = length > limits.blockReason || (needed && length === 0);
  const will = [
    'write',
    'quiet',
    'stay',
    ...(role === 'patient' && person.role === 'clinician' ? (['care', 'alone'] as const) : []),
    ...(needed ? (['patient'] as const) : []),
    'back',
  ] as const;
  const submit = () => {
    setAsked(true);
    if (wrong || block.isPending) return;
    form.dropAfter(
      block.mutateAsync(
        { accountId: person.id, reason: reason.trim() || null },
        {
          onSuccess: () => {
            toast(t('blocks.done', { name }));
            onClose();
          },
        },
      ),
    );
  };
  return (
    <Dialog title={t('blocks.askTitle', { name })} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h3 data-first tabIndex={-1}>
          {t('blocks.willTitle')}
        </h3>
        <ul className={styles['will']}>
          {will.map((what) => (
            <li key={what}>{t(`blocks.will.${what}`, { name })}</li>
          ))}
        </ul>
        <FormError>{block.error && !fieldErrors(block.error)['reason'] && sentenceFor(block.error)}</FormError>
        <Field
          label={t('blocks.why')}
          hint={t(needed ? 'blocks.whyClinician' : 'blocks.whyOwn')}
          error={asked && wrong ? t('blocks.whyMissing') : undefined}
          required={needed}
          value={reason}
          onChange={(event) => form.keep({ reason: event.target.value })}
        />
        <footer>
          <ThrowAway form={form} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" type="submit" aria-disabled={block.isPending}>
            {t('blocks.action')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
