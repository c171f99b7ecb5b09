// Notifications: that there is something new, on every channel in fixed words; never a text, a subject or a name.
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { cursor, id, moment, nothing, page, pageSize } from './text.ts';

export const notificationKind = z.enum(['message', 'care_link', 'invitation', 'scheduled_failed', 'crisis_flag']);

export const notification = z.object({
  id,
  kind: notificationKind,
  /** Of the conversation (message, invitation), care link, scheduled message or patient (crisis flag). */
  subjectId: id,
  createdAt: moment,
  /** Moves on while more of the same arrives before it is read. */
  updatedAt: moment,
  readAt: moment.nullable(),
});
export type Notification = z.infer<typeof notification>;

export const listNotifications = endpoint({
  name: 'listNotifications',
  summary: 'My notifications, newest first, and how many are unread; empty while they are switched off in the settings',
  method: 'GET',
  path: '/api/notifications',
  access: 'session',
  query: z.object({ cursor: cursor.optional(), limit: pageSize }),
  reply: page(notification).extend({ unread: z.number().int() }),
  status: 200,
  refusals: [],
});

export const markNotificationRead = endpoint({
  name: 'markNotificationRead',
  summary: 'Mark a notification as read; that says nothing of the messages behind it',
  method: 'PUT',
  path: '/api/notifications/:id/read',
  access: 'session',
  params: z.object({ id }),
  reply: notification,
  status: 200,
  refusals: ['notification_not_found'],
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 22:30');
const quietHours = z
  .object({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from the beginning' });

const settings = z.object({
  inApp: z.boolean(),
  /** An e-mail when something waits unread for two minutes, at most one an hour; none while `digest` is on. */
  email: z.boolean(),
  /** Web Push to devices that asked for it, when nothing is open. */
  push: z.boolean(),
  /** One e-mail a day while something is unread, instead of those of `email`. */
  digest: z.boolean(),
  /** On the clock of my time zone. */
  digestTime: timeOfDay,
  /** On the clock of my time zone; may pass midnight. E-mail and push wait for its end. Null: none. */
  quietHours: quietHours.nullable(),
});
export type NotificationSettings = z.infer<typeof settings>;

const settingsReply = settings.extend({
  timeZone: z.string(),
  /** Whether e-mail can reach me: the clinic sends it and my account has an address. */
  emailAvailable: z.boolean(),
  /** For the browser's `pushManager.subscribe` (VAPID, RFC 8292), base64url. */
  pushKey: z.string(),
});

export const readNotificationSettings = endpoint({
  name: 'readNotificationSettings',
  summary: 'My settings; the defaults until I change something',
  method: 'GET',
  path: '/api/notification-settings',
  access: 'session',
  reply: settingsReply,
  status: 200,
  refusals: [],
});

export const changeNotificationSettings = endpoint({
  name: 'changeNotificationSettings',
  summary: 'Change my settings; what is not sent stays',
  method: 'PATCH',
  path: '/api/notification-settings',
  access: 'session',
  body: settings.partial(),
  reply: settingsReply,
  status: 200,
  refusals: [],
});

const endpointUrl = z.url({ protocol: /^https?$/ }).max(2_000);

export const subscribePush = endpoint({
  name: 'subscribePush',
  summary: 'Have this device pushed to while this session lasts; repeating it answers 200 with the same id',
  method: 'POST',
  path: '/api/push-subscriptions',
  access: 'session',
  body: z.object({
    endpoint: endpointUrl,
    keys: z.object({
      p256dh: z.string().regex(/^[\w-]{80,100}=*$/, 'must be a P-256 public key in base64url'),
      auth: z.string().regex(/^[\w-]{16,32}=*$/, 'must be 16 bytes in base64url'),
    }),
  }),
  reply: z.object({ id }),
  status: 201,
  refusals: [],
});

export const unsubscribePush = endpoint({
  name: 'unsubscribePush',
  summary: 'Push to this device no more; repeating it changes nothing',
  method: 'DELETE',
  path: '/api/push-subscriptions',
  access: 'session',
  body: z.object({ endpoint: endpointUrl }),
  reply: nothing,
  status: 204,
  refusals: [],
});

export const notificationEndpoints = [
  listNotifications,
  markNotificationRead,
  readNotificationSettings,
  changeNotificationSettings,
  subscribePush,
  unsubscribePush,
] as const;
