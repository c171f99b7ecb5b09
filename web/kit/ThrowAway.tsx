// Gives up what was written in a form, while there is something, and asks before.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Confirm } from './Dialog.tsx';
import type { Kept } from './kept.ts';

export function ThrowAway({ form: { begun, drop } }: { form: Pick<Kept<object>, 'begun' | 'drop'> }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!begun) return null;
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('kept.throwAway')}
      </Button>
      {asking && (
        <Confirm
          title={t('kept.title')}
          action={t('kept.throwAway')}
          onConfirm={() => {
            setAsking(false);
            drop();
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('kept.about')}</p>
        </Confirm>
      )}
    </>
  );
}
