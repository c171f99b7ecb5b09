// Whom I block, why, since when, and ending it.
import { IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { referenceOf } from '../api/sentence.ts';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { addWords } from '../kit/language.ts';
import { Page, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import words from '../locales/en/blocks.json';
import { useBlocks, useUnblock } from './blocks.ts';

addWords(words);

export function BlockedPage() {
  const { t } = useTranslation();
  useTitle(t('blocks.title'), useUnread());
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useBlocks();
  const unblock = useUnblock(({ displayName: name }) => t('blocks.ended', { name }));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('blocks.title')} lead={t('blocks.lead')}>
      {!data &&
        (error ? (
          <WentWrong title={t('blocks.failed')} reference={referenceOf(error)} retry={() => void refetch()} />
        ) : (
          <Loading rows={2} />
        ))}
      {data && items.length === 0 && (
        <Empty icon={<IconUserOff size={44} stroke={1.3} />} title={t('blocks.none')}>
          <p>{t('blocks.noneAbout')}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <LinkList>
          {items.map(({ person, reason, blockedAt }) => (
            <LinkRow
              key={person.id}
              person={person}
              about={
                <>
                  {t('blocks.since')} <When at={blockedAt} />
                  {reason && <span dir="auto"> · {t('blocks.reason', { reason })}</span>}
                </>
              }
            >
              <Button
                aria-label={t('blocks.endName', { name: person.displayName })}
                disabled={unblock.isPending}
                onClick={() => unblock.mutate(person)}
              >
                {t('blocks.end')}
              </Button>
            </LinkRow>
          ))}
        </LinkList>
      )}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </Page>
  );
}
