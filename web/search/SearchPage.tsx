// Search: words and filters, hits with the words marked, and the way to each message in its conversation.
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../contract/text.ts';
import { referenceOf, sentenceFor } from '../api/sentence.ts';
import { Refusal } from '../api/refusal.ts';
import { useUnread } from '../conversation/queries.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { addWords } from '../kit/language.ts';
import { Page, Section, useTitle } from '../kit/Page.tsx';
import { go } from '../kit/route.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import words from '../locales/en/search.json';
import { Hit } from './Hit.tsx';
import { SearchFilters } from './SearchFilters.tsx';
import { filtersOf, nothingSought, useSearch } from './search.ts';
import type { Sought } from './search.ts';
import styles from './search.module.css';

addWords(words);

/** After the last key, in milliseconds. */
const pauseMs = 300;

/** What was looked for stays with the address in the history of this window, never in the address itself. */
function useSought(): [Sought, (next: Sought) => void] {
  const [sought, setSought] = useState<Sought>(() => ({ ...nothingSought, ...(history.state as Partial<Sought>) }));
  useEffect(() => {
    history.replaceState(sought, '');
  }, [sought]);
  return [sought, setSought];
}

function useSettled(sought: Sought): Sought {
  const [settled, setSettled] = useState(sought);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(sought), pauseMs);
    return () => clearTimeout(timer);
  }, [sought]);
  return useDeferredValue(settled);
}

export function SearchPage({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  useTitle(t('search.title'), useUnread());
  const [sought, seek] = useSought();
  const enough = sought.q.trim().length >= limits.search.min;
  const ordered = !sought.firstDay || !sought.lastDay || sought.firstDay <= sought.lastDay;
  return (
    <Page title={t('search.title')} lead={t('search.lead')}>
      <search className={styles['search']}>
        <label className={styles['find']}>
          <IconSearch size={22} aria-hidden="true" />
          <span className="unseen">{t('search.label')}</span>
          <input
            type="search"
            placeholder={t('search.label')}
            maxLength={limits.search.max}
            value={sought.q}
            onChange={(event) => seek({ ...sought, q: event.target.value })}
          />
        </label>
        <SearchFilters sought={sought} onSeek={seek} />
      </search>
      {!ordered ? (
        <Empty title={t('search.wrongDays')} />
      ) : enough ? (
        <Found sought={sought} inbox={inbox} />
      ) : (
        <Empty
          icon={<IconSearch size={44} stroke={1.3} />}
          title={t(sought.q.trim() ? 'search.short' : 'search.start')}
        >
          <p>{t('search.startAbout')}</p>
        </Empty>
      )}
    </Page>
  );
}

function Found({ sought, inbox }: { sought: Sought; inbox: string }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useSearch(
    useSettled(sought),
  );
  if (error && !data)
    return error instanceof Refusal && error.code === 'invalid_input' ? (
      <Empty title={sentenceFor(error)} />
    ) : (
      <WentWrong title={t('search.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
    );
  if (!data) return <Loading rows={5} />;
  const people = filtersOf(sought) === 0 ? (data.pages[0]?.people ?? []) : [];
  const hits = data.pages.flatMap((page) => page.items);
  if (hits.length === 0 && hasNextPage) return <Loading rows={5} />;
  return (
    <div className={styles['found']} data-old={isPlaceholderData || undefined}>
      <p role="status" className={styles['count']}>
        {hits.length > 0 && t(hasNextPage ? 'search.atLeast' : 'search.count', { count: hits.length })}
        {hits.length === 0 && people.length === 0 && !isPlaceholderData && (
          <span className="unseen">{t('search.none')}</span>
        )}
      </p>
      {people.length > 0 && (
        <Section title={t('search.people')}>
          <ul className={styles['people']}>
            {people.map((person) => (
              <li key={person.id}>
                <Button
                  aria-label={t('search.writeTo', { name: person.displayName })}
                  icon={<Avatar name={person.displayName} tone={person.role} small />}
                  onClick={() => go(`${inbox}/new`, { state: { to: person } })}
                >
                  {person.displayName}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {hits.length > 0 && (
        <ul className={styles['list']} aria-label={t('search.messages')}>
          {hits.map((hit) => (
            <Hit key={hit.message.id} hit={hit} inbox={inbox} />
          ))}
        </ul>
      )}
      {hits.length === 0 && people.length === 0 && (
        <Empty title={t('search.none')}>
          <p>{t('search.noneAbout')}</p>
        </Empty>
      )}
      {hasNextPage && (
        <Button className={styles['more'] ?? ''} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'loading' : 'showMore')}
        </Button>
      )}
    </div>
  );
}
