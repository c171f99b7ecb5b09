// Gives up what was written in a form, while there is something, and asks before.
import { useTranslation } from 'react-i18next';
import { AskFirst } from './AskFirst.tsx';
import type { Kept } from './kept.ts';

export function ThrowAway({ form: { begun, drop } }: { form: Pick<Kept<object>, 'begun' | 'drop'> }) {
  const { t } = useTranslation();
  if (!begun) return null;
  return <AskFirst action={t('kept.throwAway')} title={t('kept.title')} about={t('kept.about')} onConfirm={drop} />;
}
