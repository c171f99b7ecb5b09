// From rows to what a person set.
import type { NotificationSettings } from '../../../contract/notifications.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { SettingsRow } from './settings.store.ts';

export const viewQuiet = (row: SettingsRow): QuietHours | null =>
  row.quiet_from && row.quiet_to ? { from: row.quiet_from, to: row.quiet_to } : null;

export const viewSettings = (row: SettingsRow): NotificationSettings => ({
  inApp: row.in_app,
  email: row.email,
  push: row.push,
  digest: row.digest,
  digestTime: row.digest_time,
  quietHours: viewQuiet(row),
});
