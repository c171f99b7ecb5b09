// A page that is not the inbox: a title that takes the focus when one arrives, and a column of sections.
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Page.module.css';

/** The first page after loading leaves the focus where the browser puts it. */
let arrived = false;

export function useTitle(title: string, waiting = 0): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · ${t('product')}`;
  }, [title, waiting, t]);
}

export function Page({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** `full` leaves hardly any of a large screen empty. */
  wide?: boolean | 'full';
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
    arrived = true;
  }, []);
  return (
    <div className={styles['page']} data-wide={wide === true ? '' : wide || undefined}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p>{lead}</p>}
      </header>
      {children}
    </div>
  );
}

export function Section({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about && <p className={styles['about']}>{about}</p>}
      {children}
    </section>
  );
}
