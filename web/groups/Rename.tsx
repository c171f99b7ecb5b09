// Gives a group another name.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { characters, limits } from '../../contract/text.ts';
import { sentenceFor } from '../api/sentence.ts';
import { Button } from '../kit/Button.tsx';
import { Field } from '../kit/Field.tsx';
import { toast } from '../kit/Toasts.tsx';
import type { useChangeGroup } from './groups.ts';
import styles from './groups.module.css';

export function Rename({ subject, rename }: { subject: string; rename: ReturnType<typeof useChangeGroup>['rename'] }) {
  const { t } = useTranslation();
  const [name, setName] = useState(subject);
  const length = characters(name.trim());
  const ready = length > 0 && length <= limits.groupName && name.trim() !== subject && !rename.isPending;
  return (
    <form
      noValidate
      className={styles['rename']}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          rename.mutate(name, {
            onSuccess: () => toast(t('groups.renamed')),
            onError: (refusal) => toast(sentenceFor(refusal), 'wrong'),
          });
      }}
    >
      <Field
        label={t('groups.name')}
        error={length > limits.groupName ? t('groups.nameMissing') : undefined}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" aria-disabled={!ready}>
        {t('groups.rename')}
      </Button>
    </form>
  );
}
