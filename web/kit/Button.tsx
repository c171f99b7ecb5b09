// Every button: large enough for a finger, plain about what it does.
import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';

interface Looks {
  kind?: 'primary' | 'quiet' | 'plain' | 'danger';
  icon?: ReactNode;
}

export function Button({
  kind = 'quiet',
  icon,
  children,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Looks) {
  return (
    <button type={type} className={`${styles['button']} ${className ?? ''}`} data-kind={kind} {...rest}>
      {icon}
      {children}
    </button>
  );
}

/** A button that is only a picture; `label` is its name for everybody who does not see it. */
export function IconButton({
  label,
  icon,
  kind = 'plain',
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & Looks & { label: string }) {
  return (
    <button
      type="button"
      className={`${styles['button']} ${styles['icon']} ${className ?? ''}`}
      data-kind={kind}
      aria-label={label}
      title={label}
      {...rest}
    >
      {icon}
    </button>
  );
}
