// The pages of one door in their frame, with live events, the unread count and the notice of a lost connection.
import { useQueryClient } from '@tanstack/react-query';
import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ExpiredDialog } from '../account/ExpiredDialog.tsx';
import { useSignOut } from '../account/SignOut.tsx';
import { useMe } from '../api/hooks.ts';
import { announceArrivals } from '../conversation/arrivals.ts';
import { useUnread } from '../conversation/queries.ts';
import { LiveContext } from '../live/context.ts';
import { openLive } from '../live/connection.ts';
import type { Live, LiveStatus } from '../live/connection.ts';
import { foldEvents, loadAfresh } from '../live/fold.ts';
import { hideTyping, showTyping } from '../live/typing.ts';
import { useNews } from '../notifications/notifications.ts';
import { HelpContext } from '../kit/help-context.ts';
import { go, usePath } from '../kit/route.tsx';
import { Shell } from '../kit/Shell.tsx';
import { UrgentHelp } from '../kit/UrgentHelp.tsx';
import styles from './Door.module.css';

export interface DoorPage {
  /** Below the door, e.g. `settings`; the first page also answers to the door itself. */
  path: string;
  label: string;
  icon: ReactNode;
  /** On a narrow screen it stands behind "More". */
  folded?: boolean;
  /** Carries the number of unread messages or notifications. */
  counts?: 'unread' | 'news';
  /** What is open below it fills a narrow screen and brings its own way back. */
  alone?: boolean;
  view: (rest: string) => ReactNode;
}

/** How long a lost connection may take before the person is told, in milliseconds. */
const graceMs = 3_000;

export function Door({ base, pages, startAt }: { base: string; pages: DoorPage[]; startAt: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const path = usePath();
  const [live, status] = useLive(me.id, startAt);
  const offline = useLost(status);
  const unread = useUnread();
  const news = useNews();
  const signOut = useSignOut();
  const [name = '', rest = ''] = path.slice(base.length + 1).split('/');
  const [home] = pages;
  const page = pages.find((one) => one.path === name) ?? home;
  useEffect(() => {
    if (home && page === home && name !== home.path) go(`${base}/${home.path}`, { replace: true });
  }, [base, home, name, page]);
  if (!home || !page) return null;
  const to = (one: DoorPage) => `${base}/${one.path}`;
  return (
    <LiveContext value={live}>
      <HelpContext value={me.role === 'patient' && <UrgentHelp inDialog />}>
        <Shell
          home={to(home)}
          alone={page.alone === true && rest !== ''}
          top={me.role === 'patient' && <UrgentHelp />}
          onSignOut={signOut.ask}
          notice={<div role="status">{offline && <Offline text={t('offline')} />}</div>}
          places={pages.map((one) => ({
            to: to(one),
            label: one.label,
            icon: one.icon,
            folded: one.folded ?? false,
            count: one.counts === 'unread' ? unread : one.counts === 'news' ? news : 0,
            holds: () => one === page,
          }))}
        >
          {page.view(rest)}
        </Shell>
        {signOut.question}
        <ExpiredDialog />
      </HelpContext>
    </LiveContext>
  );
}

function Offline({ text }: { text: string }) {
  return (
    <p className={styles['offline']}>
      <IconCloudOff size={20} aria-hidden="true" />
      {text}
    </p>
  );
}

function useLive(me: string, startAt: number): [RefObject<Live | null>, LiveStatus] {
  const client = useQueryClient();
  const live = useRef<Live | null>(null);
  const [status, setStatus] = useState<LiveStatus>('connecting');
  useEffect(() => {
    const opened = openLive(startAt, {
      events(events) {
        foldEvents(client, events, me);
        announceArrivals(events);
        for (const event of events) {
          if (event.type === 'message.sent') hideTyping(client, event.message.conversationId, event.message.sender.id);
        }
      },
      resync: () => loadAfresh(client),
      typing: (conversationId, accountId) => showTyping(client, conversationId, accountId),
      status: setStatus,
    });
    live.current = opened;
    return () => opened.stop();
  }, [client, me, startAt]);
  useEffect(() => {
    // What could not be loaded while nobody answered is asked for again.
    if (status === 'live' || status === 'polling')
      void client.refetchQueries({ predicate: (query) => query.state.status === 'error' });
  }, [client, status]);
  return [live, status];
}

const onLine = (changed: () => void) => {
  for (const event of ['online', 'offline']) addEventListener(event, changed);
  return () => {
    for (const event of ['online', 'offline']) removeEventListener(event, changed);
  };
};

/** The browser knows at once that there is no network; an open socket may not notice for long. */
function useLost(status: LiveStatus): boolean {
  const connected = status === 'live' || status === 'polling';
  const offline = useSyncExternalStore(onLine, () => !navigator.onLine);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) return;
    const timer = setTimeout(() => setLost(true), graceMs);
    return () => {
      clearTimeout(timer);
      setLost(false);
    };
  }, [connected]);
  return lost || offline;
}
