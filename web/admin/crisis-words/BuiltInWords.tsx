// The list as it came, line by line with its source, and which lines count here.
import { useTranslation } from 'react-i18next';
import type { CrisisWords } from '../../../contract/crisis-words.ts';
import { Section } from '../../kit/Page.tsx';
import styles from './CrisisWords.module.css';

interface Props {
  words: CrisisWords;
  removals: readonly string[];
  onSwitch: (id: string) => void;
}

export function BuiltInWords({ words, removals, onSwitch }: Props) {
  const { t } = useTranslation();
  return (
    <Section
      title={t('console.crisisWords.builtIn')}
      about={t('console.crisisWords.builtInAbout', { version: words.version })}
    >
      <ul className={styles['entries']}>
        {words.entries.map(({ id, example, source, patterns }) => {
          const off = removals.includes(id);
          return (
            <li key={id} data-off={off || undefined}>
              <label>
                <input
                  type="checkbox"
                  checked={!off}
                  aria-label={t('console.crisisWords.counts', { example })}
                  onChange={() => onSwitch(id)}
                />
                <span>
                  <strong>{example}</strong>
                  <span>
                    {t('console.crisisWords.patterns', { count: patterns })}, {source}
                    {off && `. ${t('console.crisisWords.off')}`}
                  </span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
      <details className={styles['more']}>
        <summary>{t('console.crisisWords.sources')}</summary>
        <dl className={styles['sources']}>
          {Object.entries(words.sources).map(([name, what]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
