// Words and phrases the clinic added itself.
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { characters, limits } from '../../../contract/text.ts';
import { Button, IconButton } from '../../kit/Button.tsx';
import { Field } from '../../kit/Field.tsx';
import { Section } from '../../kit/Page.tsx';
import styles from './CrisisWords.module.css';

interface Props {
  words: readonly string[];
  onAdd: (word: string) => void;
  onRemove: (word: string) => void;
}

export function OwnWords({ words, onAdd, onRemove }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<'known' | 'bad_word' | null>(null);
  const add = () => {
    const word = typed.trim();
    if (!/[\p{L}\p{N}]/u.test(word) || characters(word) > limits.crisisWords) return setWrong('bad_word');
    if (words.some((one) => one.toLowerCase() === word.toLowerCase())) return setWrong('known');
    onAdd(word);
    setTyped('');
  };
  return (
    <Section title={t('console.crisisWords.own')} about={t('console.crisisWords.ownAbout')}>
      <form
        className={styles['add']}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          label={t('console.crisisWords.word')}
          value={typed}
          autoComplete="off"
          error={wrong ? t(`console.crisisWords.${wrong}`) : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(null);
          }}
        />
        <Button type="submit">{t('console.crisisWords.add')}</Button>
      </form>
      {words.length === 0 ? (
        <p className={styles['about']}>{t('console.crisisWords.noOwn')}</p>
      ) : (
        <ul className={styles['own']}>
          {words.map((word) => (
            <li key={word}>
              <span dir="auto">{word}</span>
              <IconButton
                label={t('console.crisisWords.remove', { word })}
                icon={<IconX size={18} aria-hidden="true" />}
                onClick={() => onRemove(word)}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
