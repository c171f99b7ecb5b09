// Six quick answers to choose from, and who has given which.
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import { reactionKind } from '../../contract/reactions.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { signs, useReact, useReactions } from './reacting.ts';
import styles from './Reactions.module.css';

export function ReactDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const react = useReact(message);
  const reactions = useReactions(message);
  const mine = reactions.find((one) => one.mine)?.kind;
  return (
    <Dialog title={t('messages.reactTitle')} onClose={onClose}>
      <p>{t('messages.reactAbout')}</p>
      {reactions.length > 0 && (
        <ul className={styles['given']}>
          {reactions.map(({ kind, label }) => (
            <li key={kind}>{label}</li>
          ))}
        </ul>
      )}
      {mine && <p>{t('messages.reactTaken')}</p>}
      <div className={styles['choices']}>
        {reactionKind.options.map((kind, place) => {
          const Sign = signs[kind];
          return (
            <Button
              key={kind}
              icon={<Sign size={24} stroke={1.7} aria-hidden="true" />}
              aria-pressed={kind === mine}
              data-first={(mine ? kind === mine : place === 0) || undefined}
              onClick={() => {
                react(kind);
                onClose();
              }}
            >
              {t(`messages.reaction.${kind}`)}
            </Button>
          );
        })}
      </div>
    </Dialog>
  );
}
