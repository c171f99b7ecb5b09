// One message that was found: who wrote it where and when, and the words in it.
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../contract/search.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { go } from '../kit/route.tsx';
import { When } from '../kit/When.tsx';
import { excerpt } from './excerpt.ts';
import type { Piece } from './excerpt.ts';
import styles from './search.module.css';

export function Hit({ hit: { message, conversation, highlights }, inbox }: { hit: SearchHit; inbox: string }) {
  const { t } = useTranslation();
  const place = conversation.peer?.displayName ?? conversation.subject ?? '';
  const by = message.sender.displayName;
  const direct = conversation.kind === 'direct';
  const who = message.mine
    ? t(direct ? 'search.you' : 'search.youIn', { name: place })
    : direct || by === place
      ? by
      : t('search.someIn', { by, name: place });
  const to = `${inbox}/${conversation.id}`;
  return (
    <li>
      <a
        href={to}
        className={styles['hit']}
        onClick={(event) => {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          go(to, { state: { message: message.id } });
        }}
      >
        <Avatar
          name={place}
          tone={conversation.kind === 'direct' ? (conversation.peer?.role ?? 'group') : 'group'}
          small
        />
        <span className={styles['words']}>
          <span className={styles['top']}>
            <strong>{who}</strong>
            <When at={message.sentAt} />
          </span>
          {message.subject && (
            <span className={styles['subject']} dir="auto">
              <Pieces pieces={excerpt(message.subject, highlights.subject)} />
            </span>
          )}
          <span className={styles['text']} dir="auto">
            <Pieces pieces={excerpt(message.body, highlights.body)} />
          </span>
          <span className="unseen">{t('search.open')}</span>
        </span>
      </a>
    </li>
  );
}

const Pieces = ({ pieces }: { pieces: readonly Piece[] }) =>
  pieces.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>));
