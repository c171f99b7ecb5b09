// A day and a time on the person's own clock; says in words what moment that is, and explains the odd hours.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../kit/Field.tsx';
import { useNow } from '../kit/When.tsx';
import { chosenMoment, offsetOf, onClock, zoneName } from './send-time.ts';
import type { Chosen } from './send-time.ts';
import { useMomentWords } from './scheduled.ts';
import styles from './scheduled.module.css';

const dayMs = 86_400_000;

export interface Choice {
  day: string;
  time: string;
  /** Of an hour that comes twice: which. */
  again: boolean;
}

export const choiceAt = (at: Date, zone: string): Choice => ({ ...onClock(at, zone), again: false });

/** Tomorrow morning, when most people are awake again. */
export const tomorrowMorning = (zone: string): Choice => ({
  day: onClock(new Date(Date.now() + dayMs), zone).day,
  time: '09:00',
  again: false,
});

export function useChosen({ day, time, again }: Choice, zone: string): { chosen: Chosen; at: Date | null } {
  const now = useNow();
  const chosen = chosenMoment(day, time, zone, now);
  const at = 'at' in chosen ? chosen.at : 'first' in chosen ? (again ? chosen.second : chosen.first) : null;
  return { chosen, at };
}

export function MomentPicker({
  choice,
  zone,
  onChoose,
}: {
  choice: Choice;
  zone: string;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTranslation();
  const words = useMomentWords();
  const id = useId();
  const [today] = useState(() => Date.now());
  const { chosen, at } = useChosen(choice, zone);
  const when = at ? words(at.toISOString(), zone) : '';
  return (
    <div className={styles['picker']}>
      <div className={styles['fields']}>
        <Field
          label={t('scheduled.day')}
          type="date"
          required
          min={onClock(new Date(today), zone).day}
          max={onClock(new Date(today + 365 * dayMs), zone).day}
          value={choice.day}
          aria-describedby={id}
          onChange={(event) => onChoose({ ...choice, day: event.target.value, again: false })}
        />
        <Field
          label={t('scheduled.time')}
          type="time"
          required
          value={choice.time}
          aria-describedby={id}
          onChange={(event) => onChoose({ ...choice, time: event.target.value, again: false })}
        />
      </div>
      <p className={styles['zone']}>{t('scheduled.zone', { zone: zoneName(zone) })}</p>
      {chosen.kind === 'twice' && (
        <fieldset className={styles['twice']}>
          <legend>{t('scheduled.twice', { time: choice.time })}</legend>
          {([false, true] as const).map((again) => (
            <label key={String(again)}>
              <input
                type="radio"
                name={id}
                checked={choice.again === again}
                onChange={() => onChoose({ ...choice, again })}
              />
              {t(again ? 'scheduled.second' : 'scheduled.first', {
                offset: offsetOf(again ? chosen.second : chosen.first, zone),
              })}
            </label>
          ))}
        </fieldset>
      )}
      <p id={id} role="status" className={styles['says']} data-wrong={at ? undefined : true}>
        {chosen.kind === 'gap'
          ? t('scheduled.gap', { time: choice.time, when })
          : at
            ? t('scheduled.willBe', { when })
            : t(`scheduled.${chosen.kind as 'past' | 'tooFar' | 'incomplete'}`)}
      </p>
    </div>
  );
}
