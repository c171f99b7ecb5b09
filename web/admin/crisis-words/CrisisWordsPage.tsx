// The words that raise a flag: the clinic's own, and which of the built-in ones count here.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import { referenceOf } from '../../api/sentence.ts';
import { useUnread } from '../../conversation/queries.ts';
import { Button } from '../../kit/Button.tsx';
import { Page, useTitle } from '../../kit/Page.tsx';
import { Loading, WentWrong } from '../../kit/States.tsx';
import { toast } from '../../kit/Toasts.tsx';
import { exactly } from '../../kit/When.tsx';
import { BuiltInWords } from './BuiltInWords.tsx';
import { applied, toggled, unchanged, useChangeCrisisWords, useCrisisWords } from './crisis-words.ts';
import type { Changes } from './crisis-words.ts';
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
  const [changes, setChanges] = useState<Changes>(unchanged);
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
          setChanges(
            changes.dropped.includes(word)
              ? { ...changes, dropped: toggled(changes.dropped, word) }
              : { ...changes, added: [...changes.added, word] },
          )
        }
        onRemove={(word) =>
          setChanges(
            changes.added.includes(word)
              ? { ...changes, added: toggled(changes.added, word) }
              : { ...changes, dropped: [...changes.dropped, word] },
          )
        }
      />
      <BuiltInWords
        words={words}
        removals={removals}
        onSwitch={(id) => setChanges({ ...changes, switched: toggled(changes.switched, id) })}
      />
      <div role="status" className={styles['pending']}>
        {count > 0 && (
          <div className={styles['bar']}>
            <span>{t('console.crisisWords.changes', { count })}</span>
            <Button onClick={() => setChanges(unchanged)}>{t('console.crisisWords.undo')}</Button>
            <Button
              kind="primary"
              aria-disabled={save.isPending}
              onClick={() => {
                if (save.isPending) return;
                save.mutate(
                  { number: words.number, additions, removals },
                  {
                    onSuccess: () => {
                      setChanges(unchanged);
                      toast(t('console.crisisWords.savedFrom'));
                    },
                  },
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
