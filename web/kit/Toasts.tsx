// Short notices at the edge of the screen: what was done, or could not be; they leave by themselves unless read or pointed at.
import { IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button.tsx';
import styles from './Toasts.module.css';

interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'wrong';
}

const shownMs = 8_000;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  count += 1;
  const others = toasts.filter((one) => one.text !== text);
  change([...others.slice(-2), { id: count, text, tone }]);
}

const dismiss = (id: number) => change(toasts.filter((one) => one.id !== id));

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section className={styles['region']} role="status" aria-label={t('notices')}>
      {shown.map((one) => (
        <Notice key={one.id} {...one} />
      ))}
    </section>
  );
}

function Notice({ id, text, tone }: Toast) {
  const { t } = useTranslation();
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [held, id]);
  return (
    <div
      className={styles['toast']}
      data-tone={tone}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <p>{text}</p>
      <IconButton label={t('dismiss')} icon={<IconX size={18} />} onClick={() => dismiss(id)} />
    </div>
  );
}
