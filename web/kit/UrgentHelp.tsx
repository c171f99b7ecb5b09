// The way to urgent help, first on the page and first for the keyboard; a short screen leaves its icon and button.
import { IconLifebuoy, IconMessage, IconPhone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';
import { helpAsked, helpLines } from './urgent-help.ts';
import styles from './UrgentHelp.module.css';

/** Pixels of height under which a keyboard is probably open. */
const short = 520;

export function UrgentHelp({ inDialog = false }: { inDialog?: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const view = window.visualViewport;
    const measure = () => document.documentElement.toggleAttribute('data-short', (view?.height ?? innerHeight) < short);
    measure();
    view?.addEventListener('resize', measure);
    return () => view?.removeEventListener('resize', measure);
  }, []);
  useEffect(() => {
    // Of those in dialogs none answers: what asked may be gone before the person has read.
    if (inDialog) return;
    const show = () => setOpen(true);
    addEventListener(helpAsked, show);
    return () => removeEventListener(helpAsked, show);
  }, [inDialog]);
  return (
    <aside className={styles['strip']} data-in-dialog={inDialog || undefined} aria-label={t('help.title')}>
      <IconLifebuoy size={22} aria-hidden="true" className={styles['ring']} />
      <p>
        <strong>{t('help.question')}</strong> <span>{t('help.notWatched')}</span>
      </p>
      <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <IconLifebuoy size={20} aria-hidden="true" className={styles['folded']} />
        {t('help.open')}
      </button>
      {open && <HelpPanel onClose={() => setOpen(false)} />}
    </aside>
  );
}

function HelpPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('help.title')} tone="crisis" onClose={onClose}>
      <p>{t('help.notice')}</p>
      <ul className={styles['lines']}>
        {helpLines().map((line) => (
          <li key={line.name}>
            <div>
              <strong>{line.name}</strong>
              <p>{line.about}</p>
            </div>
            <a href={line.href}>
              {line.href.startsWith('sms:') ? (
                <IconMessage size={20} aria-hidden="true" />
              ) : (
                <IconPhone size={20} aria-hidden="true" />
              )}
              {line.action}
            </a>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
