// Six quick answers to choose from.
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import { reactionKind } from '../../contract/reactions.ts';
import { useMe } from '../api/hooks.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { signs, useReact } from './reacting.ts';
import styles from './Reactions.module.css';

export function ReactDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe().id;
  const react = useReact(message);
  const mine = message.reactions.find((one) => one.by.id === me)?.kind;
  return (
    <Dialog title={t('messages.reactTitle')} onClose={onClose}>
      <p>{t('messages.reactAbout')}</p>
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
