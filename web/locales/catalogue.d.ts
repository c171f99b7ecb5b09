// Makes a key that is in no catalogue a compile error.
import 'i18next';
import type admin from './en/admin.json';
import type clinician from './en/clinician.json';
import type blocks from './en/blocks.json';
import type broadcasts from './en/broadcasts.json';
import type entrance from './en/entrance.json';
import type groups from './en/groups.json';
import type notifications from './en/notifications.json';
import type patient from './en/patient.json';
import type scheduled from './en/scheduled.json';
import type search from './en/search.json';
import type sent from './en/sent.json';
import type settings from './en/settings.json';
import type shared from './en/shared.json';
import type templates from './en/templates.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: {
      translation: typeof shared &
        typeof patient &
        typeof clinician &
        typeof admin &
        typeof entrance &
        typeof blocks &
        typeof broadcasts &
        typeof groups &
        typeof notifications &
        typeof scheduled &
        typeof settings &
        typeof search &
        typeof sent &
        typeof templates;
    };
  }
}
