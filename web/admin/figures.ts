// Numbers as admins read them: counts, sizes and lengths of time.
import i18next from 'i18next';

const written = (value: number, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(i18next.language, options).format(value);
const unit = (value: number, name: string) =>
  written(value, { style: 'unit', unit: name, maximumFractionDigits: value < 10 ? 1 : 0 });

export const count = (value: number): string => written(value);

export function duration(ms: number): string {
  if (ms < 1_000) return unit(ms, 'millisecond');
  if (ms < 120_000) return unit(ms / 1_000, 'second');
  return unit(ms / 60_000, 'minute');
}

export function size(bytes: number): string {
  if (bytes < 1e6) return unit(bytes / 1e3, 'kilobyte');
  return bytes < 1e9 ? unit(bytes / 1e6, 'megabyte') : unit(bytes / 1e9, 'gigabyte');
}

let moments: { language: string; format: Intl.DateTimeFormat } | null = null;

/** With the seconds, as somebody compares it with other records. */
export function precisely(moment: string): string {
  const language = i18next.language === 'en' ? 'en-GB' : i18next.language;
  if (moments?.language !== language) {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
    moments = { language, format };
  }
  return moments.format.format(new Date(moment));
}
