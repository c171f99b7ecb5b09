// The words that raise a flag: the clinic's own, and which of the built-in ones count here.
import { useTranslation } from 'react-i18next';
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import { referenceOf } from '../../api/sentence.ts';
import { useUnread } from '../../conversation/queries.ts';
import { Button } from '../../kit/Button.tsx';
import { useKept } from '../../kit/kept.ts';
import { Page, useTitle } from '../../kit/Page.tsx';
import { Loading, WentWrong } from '../../kit/States.tsx';
import { toast } from '../../kit/Toasts.tsx';
import { exactly } from '../../kit/When.tsx';
import { BuiltInWords } from './BuiltInWords.tsx';
import { applied, toggled, unchanged, useChangeCrisisWords, useCrisisWords } from './crisis-words.ts';
import { OwnWords } from './OwnWords.tsx';
import styles from './CrisisWords.module.css';

export function CrisisWordsPage() {
  const { t } = useTranslation();
  useTitle(t('console.crisisWords.title'), useUnread());
  const { data, error, refetch } = useCrisisWords();
  return (
    <Page title={t('console.crisisWords.title')} lead={t('console.crisisWords.lead')} wide>
      {data ? (
        <Editor words={data} />
      ) : error ? (
        <WentWrong
          title={t('console.crisisWords.failed')}
          reference={referenceOf(error)}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function Editor({ words }: { words: CrisisWords }) {
  const { t } = useTranslation();
  const form = useKept('crisis-words', unchanged);
  const { now: changes, keep } = form;
  const save = useChangeCrisisWords();
  const { additions, removals } = applied(words, changes);
  const count = changes.added.length + changes.dropped.length + changes.switched.length;
  const { changedBy, changedAt } = words;
  return (
    <>
      <p className={styles['about']}>
        {changedBy && changedAt
          ? t('console.crisisWords.changed', { name: changedBy.displayName, when: exactly(changedAt) })
          : t('console.crisisWords.neverChanged')}
      </p>
      <OwnWords
        words={additions}
        onAdd={(word) =>
          keep(
            changes.dropped.includes(word)
              ? { dropped: toggled(changes.dropped, word) }
              : { added: [...changes.added, word] },
          )
        }
        onRemove={(word) =>
          keep(
            changes.added.includes(word)
              ? { added: toggled(changes.added, word) }
              : { dropped: [...changes.dropped, word] },
          )
        }
      />
      <BuiltInWords
        words={words}
        removals={removals}
        onSwitch={(id) => keep({ switched: toggled(changes.switched, id) })}
      />
      <div role="status" className={styles['pending']}>
        {count > 0 && (
          <div className={styles['bar']}>
            <span>{t('console.crisisWords.changes', { count })}</span>
            <Button onClick={form.drop}>{t('console.crisisWords.undo')}</Button>
            <Button
              kind="primary"
              aria-disabled={save.isPending}
              onClick={() => {
                if (save.isPending) return;
                form.dropAfter(
                  save.mutateAsync(
                    { number: words.number, additions, removals },
                    { onSuccess: () => toast(t('console.crisisWords.savedFrom')) },
                  ),
                );
              }}
            >
              {t('console.crisisWords.save')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
