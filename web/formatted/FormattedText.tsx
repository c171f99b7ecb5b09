// The text of a message as elements. Nothing is ever interpreted as HTML: React writes every character as text.
import type { ReactNode } from 'react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tokens } from 'marked';
import { lexMessage, namesPlace, safeAddress } from './lex.ts';
import type { Token } from './lex.ts';
import styles from './FormattedText.module.css';

export const FormattedText = memo(function FormattedText({ text }: { text: string }) {
  const tokens = useMemo(() => lexMessage(text), [text]);
  return (
    <div className={styles['text']} dir="auto">
      <Forms tokens={tokens} />
    </div>
  );
});

const Forms = ({ tokens }: { tokens: readonly Token[] | undefined }): ReactNode =>
  tokens?.map((token, index) => <Form key={index} token={token} />);

function Form({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'space':
      return null;
    case 'paragraph':
      return (
        <p dir="auto">
          <Forms tokens={token.tokens} />
        </p>
      );
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const rows = items.map((item, index) => (
        <li key={index} dir="auto">
          <Forms tokens={item.tokens} />
        </li>
      ));
      return ordered ? <ol start={start || 1}>{rows}</ol> : <ul>{rows}</ul>;
    }
    case 'blockquote':
      return (
        <blockquote>
          <Forms tokens={token.tokens} />
        </blockquote>
      );
    case 'strong':
      return (
        <strong>
          <Forms tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Forms tokens={token.tokens} />
        </em>
      );
    case 'br':
      return <br />;
    case 'link':
      return <Link token={token as Tokens.Link} />;
    case 'text':
      return 'tokens' in token && token.tokens ? <Forms tokens={token.tokens} /> : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

function Link({ token: { href, text, raw, tokens } }: { token: Tokens.Link }) {
  const { t } = useTranslation();
  const address = safeAddress(href);
  if (address === null) return raw;
  const { host, protocol, pathname } = new URL(address);
  const place = protocol === 'mailto:' ? pathname : host;
  return (
    <>
      <a href={address} target="_blank" rel="noopener noreferrer nofollow">
        {text.trim() ? <Forms tokens={tokens} /> : address}
        <span className="unseen"> {t('formatting.newTab')}</span>
      </a>
      {text.trim() && !namesPlace(text, place) && <span className={styles['place']}> ({place})</span>}
    </>
  );
}
