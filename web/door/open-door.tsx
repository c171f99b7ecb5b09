// Opens a front door: makes sure the right person stands in it, connects the window, and shows its pages.
import { QueryClient, QueryClientProvider, focusManager } from '@tanstack/react-query';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { readSession } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { readUpdates } from '../../contract/events.ts';
import { call } from '../api/call.ts';
import { passes } from '../api/refusal.ts';
import { keepSession } from '../api/session.ts';
import { dropSentDrafts } from '../conversation/drafts.ts';
import { setUpSending } from '../conversation/sending.ts';
import { warnBeforeLoss } from '../conversation/unsent.ts';
import { WentWrong } from '../kit/States.tsx';
import { UrgentHelp } from '../kit/UrgentHelp.tsx';
import { keys } from '../live/cache.ts';
import { renewPush } from '../notifications/renew-push.ts';
import { startLanguage } from '../kit/language.ts';
import { Door } from './Door.tsx';
import type { DoorPage } from './Door.tsx';
import i18next from 'i18next';

/** How soon a door that could not be opened is tried again, in milliseconds. */
const againMs = 5_000;

interface Opening {
  role: Role;
  catalogue: object;
  pages: () => DoorPage[];
}

export async function openDoor(opening: Opening): Promise<void> {
  await startLanguage(opening.catalogue);
  await enter(createRoot(document.querySelector('#root')!), opening);
}

async function enter(root: Root, { role, pages, ...rest }: Opening): Promise<void> {
  try {
    // The number comes before any list is asked for, so that nothing can fall between a list and the live events.
    const [who, updates] = await Promise.allSettled([call(readSession, {}), call(readUpdates, { query: {} })]);
    if (who.status === 'rejected') throw who.reason;
    const { account } = who.value;
    if (account?.role !== role) return location.replace(account ? `/${account.role}/` : '/');
    if (updates.status === 'rejected') throw updates.reason;
    keepSession(who.value);
    const client = makeClient();
    setUpSending(client);
    dropSentDrafts(client);
    warnBeforeLoss(client);
    // In small steps, so that what is touched meanwhile is answered.
    startTransition(() =>
      root.render(
        <StrictMode>
          <QueryClientProvider client={client}>
            <Door base={`/${role}`} pages={pages()} startAt={updates.value.number} />
          </QueryClientProvider>
        </StrictMode>,
      ),
    );
    // Without it there are no pushes until the next time: nothing that should keep a person from their page.
    renewPush(account.id).catch(console.warn);
  } catch (error) {
    console.error(error);
    let asked = false;
    const again = () => {
      if (asked) return;
      asked = true;
      clearTimeout(timer);
      removeEventListener('online', again);
      void enter(root, { role, pages, ...rest });
    };
    const timer = setTimeout(again, againMs);
    addEventListener('online', again);
    root.render(
      <StrictMode>
        {role === 'patient' && <UrgentHelp />}
        <main>
          <WentWrong title={i18next.t('startFailed')} retry={again} />
        </main>
      </StrictMode>,
    );
  }
}

function makeClient(): QueryClient {
  // A message goes out from a window in the background too.
  focusManager.setFocused(true);
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // Live events keep what is loaded up to date.
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < 3 && passes(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
  client.setQueryDefaults(keys.drafts, { gcTime: Number.POSITIVE_INFINITY });
  return client;
}
