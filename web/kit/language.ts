// Starts the words of a door: the shared catalogue and its own. English first; every visible string comes from here.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import shared from '../locales/en/shared.json';

export async function startLanguage(own: object): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { translation: { ...shared, ...own } } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
}

/** Words of a part that is fetched when it is first shown. */
export function addWords(words: object): void {
  i18next.addResourceBundle(i18next.language, 'translation', words, true);
}
