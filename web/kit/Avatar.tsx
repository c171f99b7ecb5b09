// Initials of a person or group, tinted by what they are, so that the tint says something.
import styles from './Avatar.module.css';

export type Tone = 'patient' | 'clinician' | 'admin' | 'group';

const titles = /^(dr|prof|mr|mrs|ms|mx)\.?$/i;

export function Avatar({ name, tone, small = false }: { name: string; tone: Tone; small?: boolean }) {
  const words = name.split(/\s+/).filter((word) => word && !titles.test(word));
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('');
  return (
    <span className={styles['avatar']} data-tone={tone} data-small={small || undefined} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}
