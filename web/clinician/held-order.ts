// Rows that keep their place while the pointer or the keyboard is among them: they say what is new at once, but move,
// come and go only when nobody is there.
import { useState } from 'react';
import type { FocusEvent, PointerEvent } from 'react';
import type { Patient } from '../../contract/patients.ts';

export function useHeldOrder(patients: readonly Patient[]) {
  const [held, setHeld] = useState<readonly Patient[] | null>(null);
  const hold = () => setHeld((before) => before ?? patients);
  const shown = held ? inPlace(patients, held) : patients;
  return {
    shown,
    /** Whether it would look different if nobody were there. */
    moved: held !== null && (shown.length !== patients.length || shown.some((row, index) => row !== patients[index])),
    holds: {
      onPointerEnter: hold,
      onPointerLeave: (event: PointerEvent) => !event.currentTarget.contains(document.activeElement) && setHeld(null),
      onFocus: hold,
      onBlur: (event: FocusEvent) =>
        !event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover') && setHeld(null),
    },
  };
}

/** Known ones where they stood, also those that no longer belong here; new ones after them. */
function inPlace(patients: readonly Patient[], held: readonly Patient[]): Patient[] {
  const now = new Map(patients.map((row) => [row.patient.id, row]));
  const known = new Set(held.map((row) => row.patient.id));
  return [
    ...held.map((row) => now.get(row.patient.id) ?? row),
    ...patients.filter((row) => !known.has(row.patient.id)),
  ];
}
