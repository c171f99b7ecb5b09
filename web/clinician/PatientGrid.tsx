// Patients in three, two or one columns. Arrow keys move between them; live news changes what a card says at once,
// but its place only when neither pointer nor keyboard is in the grid.
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../contract/patients.ts';
import type { Person } from '../../contract/accounts.ts';
import { PatientCard } from './PatientCard.tsx';
import type { QuickTo } from './QuickSend.tsx';
import styles from './PatientGrid.module.css';

export function PatientGrid({
  patients,
  base,
  onMessage,
  onQuick,
}: {
  patients: readonly Patient[];
  base: string;
  onMessage: (person: Person) => void;
  onQuick: (to: QuickTo) => void;
}) {
  const { t } = useTranslation();
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const hold = () => setHeld((before) => before ?? patients.map((row) => row.patient.id));
  const shown = held ? inOrder(patients, held) : patients;
  const moved = held !== null && shown.some((row, index) => row !== patients[index]);
  return (
    <>
      <p className={styles['held']} data-shown={moved || undefined}>
        {moved && t('clinician.heldOrder')}
      </p>
      <div
        role="presentation"
        onPointerEnter={hold}
        onPointerLeave={(event) => !event.currentTarget.contains(document.activeElement) && setHeld(null)}
        onFocus={hold}
        onBlur={(event) =>
          !event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover') && setHeld(null)
        }
      >
        <ul className={styles['grid']}>
          {shown.map((row) => (
            <PatientCard
              key={row.patient.id}
              patient={row}
              base={base}
              onMessage={onMessage}
              onQuick={onQuick}
              onKeyDown={moveFocus}
            />
          ))}
        </ul>
      </div>
    </>
  );
}

/** Known ones where they stood, new ones after them. */
function inOrder(patients: readonly Patient[], order: readonly string[]): Patient[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = (row: Patient) => place.get(row.patient.id) ?? order.length;
  return patients.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const steps: Record<string, (columns: number) => number> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const cards = [...(event.currentTarget.closest('ul')?.children ?? [])];
  const here = cards.findIndex((card) => card.contains(event.target as Node));
  if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const columns = cards.filter(
    (card) => (card as HTMLElement).offsetTop === (cards[0] as HTMLElement).offsetTop,
  ).length;
  const step = steps[event.key]?.(columns);
  const to = event.key === 'Home' ? 0 : event.key === 'End' ? cards.length - 1 : step === undefined ? -1 : here + step;
  const link = cards[to]?.querySelector<HTMLElement>('[data-card]');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
