// Patients in three, two or one columns. Arrow keys move between them; live news changes what a card says at once,
// but its place only when neither pointer nor keyboard is in the grid.
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../contract/patients.ts';
import { useHeldOrder } from './held-order.ts';
import { PatientCard } from './PatientCard.tsx';
import type { QuickTo } from './QuickSend.tsx';
import styles from './PatientGrid.module.css';

export function PatientGrid({
  patients,
  base,
  onQuick,
}: {
  patients: readonly Patient[];
  base: string;
  onQuick: (to: QuickTo) => void;
}) {
  const { t } = useTranslation();
  const { shown, moved, holds } = useHeldOrder(patients);
  return (
    <>
      <div role="presentation" {...holds}>
        <ul className={styles['grid']}>
          {shown.map((row) => (
            <PatientCard key={row.patient.id} patient={row} base={base} onQuick={onQuick} onKeyDown={moveFocus} />
          ))}
        </ul>
      </div>
      {/* Its place is always there: what appeared above would push the cards away from under the pointer. */}
      <p className={styles['held']} data-shown={moved || undefined}>
        {moved && t('clinician.heldOrder')}
      </p>
    </>
  );
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
