// How long somebody has waited, in one unit; and a stretch of time in two.
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { exactly, useNow } from '../kit/When.tsx';

type Unit = 'minute' | 'hour' | 'day';
const inWords = (value: number, unit: Unit) =>
  new Intl.NumberFormat(i18next.language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'day' ? 'long' : 'short',
  }).format(value);

/** "12 min", "5 hr", "3 days". */
function roughly(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return inWords(minutes, 'minute');
  return minutes < 48 * 60 ? inWords(Math.floor(minutes / 60), 'hour') : inWords(Math.floor(minutes / 1_440), 'day');
}

/** "2 hr 10 min". */
export function stretch(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return inWords(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${inWords(Math.floor(hours / 24), 'day')} ${inWords(hours % 24, 'hour')}`;
  return `${inWords(hours, 'hour')} ${inWords(minutes % 60, 'minute')}`;
}

/** `bare` where it is plain that it is about waiting. */
export function Waiting({ since, bare = false }: { since: string; bare?: boolean }) {
  const { t } = useTranslation();
  const time = roughly(useNow() - Date.parse(since));
  return (
    <time dateTime={since} title={exactly(since)}>
      {bare ? time : t('clinician.waiting', { time })}
    </time>
  );
}
