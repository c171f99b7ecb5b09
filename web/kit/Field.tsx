// A labelled input with a hint and, when something is wrong, a sentence that says what.
import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Field.module.css';

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

export function Field({ label, hint, error, ...input }: ComponentProps<'input'> & Around) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}hint`}>{hint}</p>}
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={[hint && `${id}hint`, error && `${id}error`].filter(Boolean).join(' ') || undefined}
        {...input}
      />
      {error && (
        <p id={`${id}error`} className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}

export function Choice({ label, hint, children, ...select }: ComponentProps<'select'> & Around) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}hint`}>{hint}</p>}
      <select id={id} aria-describedby={hint ? `${id}hint` : undefined} {...select}>
        {children}
      </select>
    </div>
  );
}

/** What went wrong with the whole form, said aloud when it appears. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles['formError']} data-empty={!children || undefined}>
      {children}
    </div>
  );
}
