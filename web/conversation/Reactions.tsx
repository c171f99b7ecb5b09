// Under a message: each kind of reaction with whom it is from; mine can be taken back, another's joined.
import type { Message } from '../../contract/messages.ts';
import type { ReactionKind } from '../../contract/reactions.ts';
import { signs, useReact, useReactions } from './reacting.ts';
import styles from './Reactions.module.css';

export function Reactions({ message, mayReact }: { message: Message; mayReact: boolean }) {
  const react = useReact(message);
  const reactions = useReactions(message);
  if (reactions.length === 0) return null;
  return (
    <ul className={styles['chips']}>
      {reactions.map(({ kind, count, mine, label }) => (
        <li key={kind}>
          {mine || mayReact ? (
            <button type="button" aria-pressed={mine} aria-label={label} title={label} onClick={() => react(kind)}>
              <Chip kind={kind} count={count} />
            </button>
          ) : (
            <span role="img" aria-label={label} title={label}>
              <Chip kind={kind} count={count} />
            </span>
          )}
        </li>
      ))}
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
