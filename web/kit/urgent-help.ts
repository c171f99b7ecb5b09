// Where urgent help is: what the clinic has set, which comes with the page and so needs no answer of the service, or the set for
// the United Kingdom.
import i18next from 'i18next';

export interface HelpLine {
  name: string;
  about: string;
  action: string;
  href: string;
  /** Also beside words that may mean danger. */
  atOnce: boolean;
}

const builtIn = [
  { key: 'emergency', number: '999', href: 'tel:999', atOnce: true },
  { key: 'mentalHealthLine', number: '111', href: 'tel:111', atOnce: false },
  { key: 'listening', number: '116 123', href: 'tel:116123', atOnce: true },
  { key: 'text', number: '85258', href: 'sms:85258?&body=SHOUT', atOnce: true },
] as const;

/** Opens all of it over whatever is on the page. */
export const openHelp = (): void => void dispatchEvent(new Event(helpAsked));
export const helpAsked = 'help-asked';

export function helpLines(): HelpLine[] {
  const given = document.querySelector<HTMLMetaElement>('meta[name="help-lines"]')?.content;
  if (given) return JSON.parse(given) as HelpLine[];
  return builtIn.map(({ key, number, href, atOnce }) => ({
    name: i18next.t(`help.${key}.name`),
    about: i18next.t(`help.${key}.about`),
    action: i18next.t(`help.${key}.action`, { number }),
    href,
    atOnce,
  }));
}
