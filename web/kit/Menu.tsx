// A small menu at a button: arrow keys, Home, End, Escape and type nothing more than a click.
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Menu.module.css';

export interface MenuItem {
  label: string;
  icon: ReactNode;
  onPick: () => void;
}

export function Menu({
  label,
  icon,
  items,
  about,
  className,
  named,
}: {
  label: string;
  icon: ReactNode;
  items: MenuItem[];
  about?: ReactNode;
  className?: string;
  /** The class of a button that shows its name under the picture. */
  named?: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const id = useId();
  const shut = () => {
    setOpen(false);
    anchor.current?.querySelector('button')?.focus();
  };
  const opener = {
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    onClick: () => setOpen(true),
  } as const;
  return (
    <span ref={anchor} className={className}>
      {named === undefined ? (
        <IconButton label={label} icon={icon} {...opener} />
      ) : (
        <button type="button" className={named} {...opener}>
          {icon}
          {label}
        </button>
      )}
      {open && (
        <Sheet
          id={id}
          label={label}
          items={items}
          about={about}
          anchor={anchor}
          onShut={shut}
          onLeave={() => setOpen(false)}
        />
      )}
    </span>
  );
}

interface SheetProps {
  id: string;
  label: string;
  items: MenuItem[];
  about: ReactNode;
  anchor: React.RefObject<HTMLSpanElement | null>;
  onShut: () => void;
  onLeave: () => void;
}

function Sheet({ id, label, items, about, anchor, onShut, onLeave }: SheetProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const sheet = ref.current;
    const at = anchor.current?.querySelector('button')?.getBoundingClientRect();
    if (!sheet || !at) return;
    sheet.showPopover();
    const size = sheet.getBoundingClientRect();
    const below = at.bottom + 4 + size.height <= innerHeight;
    sheet.style.insetBlockStart = `${Math.max(8, below ? at.bottom + 4 : at.top - size.height - 4)}px`;
    sheet.style.left = `${Math.min(Math.max(8, at.right - size.width), innerWidth - size.width - 8)}px`;
    sheet.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const toggled = (event: ToggleEvent) => {
      if (event.newState === 'closed') onLeave();
    };
    sheet.addEventListener('toggle', toggled);
    return () => sheet.removeEventListener('toggle', toggled);
    // Only on opening: the menu is placed once.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to % all.length]?.focus();
    else if (event.key === 'Escape') onShut();
    else if (event.key === 'Tab') return onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={ref} popover="auto" className={styles['sheet']}>
      {about && <div className={styles['about']}>{about}</div>}
      <div role="menu" id={id} aria-label={label} tabIndex={-1} onKeyDown={move}>
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={styles['item']}
            onClick={() => (onShut(), item.onPick())}
          >
            {item.icon}
            {item.label}
          </button>
        ))}
      </div>
    </div>
  );
}
