// The frame of every door: urgent help if there is any, a way past the navigation, the rail, and the page.
import { IconDots, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Announcer } from './announce.tsx';
import { IconButton } from './Button.tsx';
import { Menu } from './Menu.tsx';
import { Go, go, usePath } from './route.tsx';
import { chooseTheme, useTheme } from './theme.ts';
import { Toasts } from './Toasts.tsx';
import styles from './Shell.module.css';

export interface Place {
  to: string;
  label: string;
  icon: ReactNode;
  /** How much is waiting there. */
  count?: number;
  /** On a narrow screen it stands behind "More". */
  folded?: boolean;
  /** Whether the place is where the path leads. */
  holds: (path: string) => boolean;
}

interface Props {
  home: string;
  places: Place[];
  top?: ReactNode;
  notice?: ReactNode;
  onSignOut: () => void;
  /** One thing fills a narrow screen and brings its own way back: no bar at the bottom. */
  alone?: boolean;
  children: ReactNode;
}

export function Shell({ home, places, top, notice, onSignOut, alone = false, children }: Props) {
  const { t } = useTranslation();
  const path = usePath();
  const folded = places.filter((place) => place.folded);
  const waiting = folded.reduce((sum, place) => sum + (place.count ?? 0), 0);
  return (
    <div className={styles['shell']} data-alone={alone || undefined}>
      <div className={styles['top']}>
        {top}
        {notice}
      </div>
      <a className={styles['skip']} href="#main">
        {t('skip')}
      </a>
      <nav className={styles['rail']} aria-label={t('navigation')}>
        <Go to={home} className={styles['leaf']} aria-label={t('home')}>
          <Leaf />
        </Go>
        <ul>
          {places.map((place) => (
            <li key={place.to} data-folded={place.folded || undefined}>
              <Go to={place.to} aria-current={place.holds(path) ? 'page' : undefined}>
                <span className={styles['icon']}>
                  {place.icon}
                  <Count count={place.count ?? 0} />
                </span>
                {place.label}
              </Go>
            </li>
          ))}
          {folded.length > 0 && (
            <li className={styles['more']} data-current={folded.some((place) => place.holds(path)) || undefined}>
              <Menu
                label={t('more')}
                icon={
                  <span className={styles['icon']}>
                    <IconDots size={22} stroke={1.6} aria-hidden="true" />
                    <Count count={waiting} />
                  </span>
                }
                named={styles['named']}
                items={[
                  ...folded.map(({ label, icon, to, count = 0 }) => ({
                    label: count > 0 ? t('withCount', { label, count }) : label,
                    icon,
                    onPick: () => go(to),
                  })),
                  { label: t('signOut.action'), icon: <Out />, onPick: onSignOut },
                ]}
              />
            </li>
          )}
        </ul>
        <div className={styles['foot']}>
          <ThemeButton />
          <button type="button" className={styles['named']} onClick={onSignOut}>
            <Out />
            {t('signOut.action')}
          </button>
        </div>
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Announcer />
      <Toasts />
    </div>
  );
}

function Count({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={styles['count']} aria-label={t('waitingHere', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}

const Out = () => <IconLogout size={22} stroke={1.6} aria-hidden="true" />;

export function Leaf() {
  return (
    <svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true">
      <path d="M15 0a15 15 0 0 1 0 30H3a3 3 0 0 1-3-3V15A15 15 0 0 1 15 0z" fill="var(--primary)" />
    </svg>
  );
}

function ThemeButton() {
  const { t } = useTranslation();
  const theme = useTheme();
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <IconButton
      label={t(dark ? 'toLight' : 'toDark')}
      icon={dark ? <IconSun size={22} stroke={1.6} /> : <IconMoon size={22} stroke={1.6} />}
      onClick={() => chooseTheme(dark ? 'light' : 'dark')}
    />
  );
}
