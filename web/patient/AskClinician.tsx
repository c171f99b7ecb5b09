// The clinicians of this clinic, narrowed by a name, each with a way to ask for a connection.
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listClinicians } from '../../contract/accounts.ts';
import { limits } from '../../contract/text.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { useAsk } from '../care/care.ts';
import { LinkList, LinkRow } from '../care/LinkRow.tsx';
import { Button } from '../kit/Button.tsx';
import { Field } from '../kit/Field.tsx';
import { Section } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';

export function AskClinician({ known }: { known: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query.trim());
  const { data, error, refetch } = useQuery({
    queryKey: keys.clinicians(asked),
    queryFn: ({ signal }) => call(listClinicians, { query: { query: asked }, signal }),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  const ask = useAsk();
  const others = data?.items.filter((person) => !known.has(person.id)) ?? [];
  const send = (accountId: string) =>
    ask.mutate(
      { accountId },
      { onSuccess: () => toast(t('patient.asked')), onError: (refusal) => toast(sentenceFor(refusal), 'wrong') },
    );
  return (
    <Section title={t('patient.ask')} about={t('patient.askAbout')}>
      <Field label={t('patient.find')} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
      {!data && (error ? <WentWrong title={t('care.failed')} retry={() => void refetch()} /> : <Loading rows={2} />)}
      {data && others.length === 0 && (
        <Empty title={t(data.items.length > 0 ? 'patient.allAsked' : 'patient.nobody')} />
      )}
      {others.length > 0 && (
        <LinkList>
          {others.map((person) => (
            <LinkRow key={person.id} person={person} about={null}>
              <Button
                aria-label={t('patient.askName', { name: person.displayName })}
                disabled={ask.isPending}
                onClick={() => send(person.id)}
              >
                {t('patient.askAction')}
              </Button>
            </LinkRow>
          ))}
        </LinkList>
      )}
      {data?.items.length === limits.clinicians && <p>{t('patient.firstOnly', { count: limits.clinicians })}</p>}
    </Section>
  );
}
