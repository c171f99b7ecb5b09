// A dialog over the page: the browser's own, which keeps the keyboard inside, closes on Escape and gives the focus back.
import { IconX } from '@tabler/icons-react';
import { use, useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './Button.tsx';
import { HelpContext } from './help-context.ts';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  /** Absent: the dialog stays until what it asks for is done. */
  onClose?: () => void;
  tone?: 'plain' | 'crisis';
  /** A drawer at the edge, which leaves the rest of the page in sight. */
  side?: boolean;
  children: ReactNode;
}

export function Dialog({ title, onClose, tone = 'plain', side = false, children }: Props) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const help = use(HelpContext);
  useEffect(() => {
    const opener = document.activeElement;
    const dialog = ref.current;
    if (!dialog?.open) dialog?.showModal();
    const first =
      dialog?.querySelector<HTMLElement>('[data-first]') ??
      dialog?.querySelector<HTMLElement>('input, textarea, select') ??
      dialog?.querySelector<HTMLElement>('header button');
    first?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles['dialog']}
      data-tone={tone}
      data-side={side || undefined}
      data-covers={!onClose || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        // A dialog in this one may close without it.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose?.();
      }}
      onKeyDown={(event) => {
        // Chromium closes a dialog on the second Escape even when the first was refused.
        const own = (event.target as Element).closest('dialog') === event.currentTarget;
        if (event.key === 'Escape' && !onClose && own) event.preventDefault();
      }}
    >
      <div className={styles['top']}>
        {tone !== 'crisis' && help}
        <header>
          <h2 id={id}>{title}</h2>
          {onClose && <IconButton label={t('close')} icon={<IconX size={22} />} onClick={onClose} />}
        </header>
      </div>
      {children}
    </dialog>
  );
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  title,
  children,
  action,
  keep,
  onConfirm,
  onClose,
}: Props & {
  action: string;
  /** Names the way back where "Cancel" could mean either. */
  keep?: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <footer>
        <Button data-first onClick={onClose}>
          {keep ?? t('cancel')}
        </Button>
        <Button kind="danger" onClick={onConfirm}>
          {action}
        </Button>
      </footer>
    </Dialog>
  );
}
