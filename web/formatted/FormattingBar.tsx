// Buttons that put formatting around what is chosen in a text box.
import { IconBold, IconItalic, IconLink, IconList, IconQuote } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../kit/Button.tsx';
import { applyMark } from './edit.ts';
import type { Mark } from './edit.ts';
import styles from './FormattingBar.module.css';

const marks: readonly [Mark, typeof IconBold][] = [
  ['bold', IconBold],
  ['italic', IconItalic],
  ['list', IconList],
  ['quote', IconQuote],
  ['link', IconLink],
];

export function FormattingBar({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('formatting.title')} className={styles['bar']}>
      {marks.map(([mark, Icon]) => (
        <IconButton
          key={mark}
          label={t(`formatting.${mark}`)}
          icon={<Icon size={20} aria-hidden="true" />}
          onClick={() => box.current && applyMark(box.current, mark, t('formatting.linkText'))}
        />
      ))}
    </div>
  );
}
