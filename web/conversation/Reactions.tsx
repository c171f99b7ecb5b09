// Under a message: each kind of reaction with whom it is from; mine can be taken back, another's joined.
import { useTranslation } from 'react-i18next';
import type { Message } from '../../contract/messages.ts';
import type { ReactionKind } from '../../contract/reactions.ts';
import { useMe } from '../api/hooks.ts';
import { signs, useReact } from './reacting.ts';
import styles from './Reactions.module.css';

export function Reactions({ message, mayReact }: { message: Message; mayReact: boolean }) {
  const { t } = useTranslation();
  const me = useMe().id;
  const react = useReact(message);
  const kinds = [...new Set(message.reactions.map((one) => one.kind))];
  if (kinds.length === 0) return null;
  return (
    <ul className={styles['chips']}>
      {kinds.map((kind) => {
        const from = message.reactions.filter((one) => one.kind === kind).map((one) => one.by);
        const mine = from.some((person) => person.id === me);
        const names = from.map((person) => (person.id === me ? t('messages.me') : person.displayName)).join(', ');
        const label = t('messages.reactedBy', { kind: t(`messages.reaction.${kind}`), names });
        return (
          <li key={kind}>
            {mine || mayReact ? (
              <button type="button" aria-pressed={mine} aria-label={label} title={label} onClick={() => react(kind)}>
                <Chip kind={kind} count={from.length} />
              </button>
            ) : (
              <span role="img" aria-label={label} title={label}>
                <Chip kind={kind} count={from.length} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Chip({ kind, count }: { kind: ReactionKind; count: number }) {
  const Sign = signs[kind];
  return (
    <span className={styles['chip']} aria-hidden="true">
      <Sign size={18} stroke={1.8} />
      {count > 1 && count}
    </span>
  );
}
