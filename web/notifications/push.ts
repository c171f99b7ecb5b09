// Pushes to this device: whether they are possible, switched on for this person, and switching them on and off.
import { subscribePush, unsubscribePush } from '../../contract/notifications.ts';
import { call } from '../api/call.ts';
import { pushPlace } from './renew-push.ts';

export type PushState = 'cannot' | 'denied' | 'on' | 'off';

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
    ? navigator.serviceWorker.getRegistration('/')
    : undefined;

export async function pushState(accountId: string): Promise<PushState> {
  const worker = await registration();
  if (!worker) return 'cannot';
  if (Notification.permission === 'denied') return 'denied';
  const subscription = await worker.pushManager.getSubscription();
  if (!subscription || localStorage.getItem(pushPlace) !== accountId) return 'off';
  // The service tells a session: of a later one it has to be told again.
  await tell(subscription);
  return 'on';
}

export async function turnPushOn(accountId: string, key: string): Promise<PushState> {
  const worker = await registration();
  if (!worker) return 'cannot';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await tell(subscription);
  localStorage.setItem(pushPlace, accountId);
  return 'on';
}

export async function turnPushOff(): Promise<PushState> {
  localStorage.removeItem(pushPlace);
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (!subscription) return 'off';
  await call(unsubscribePush, { body: { endpoint: subscription.endpoint } });
  await subscription.unsubscribe();
  return 'off';
}

async function tell(subscription: PushSubscription): Promise<void> {
  const { keys } = subscription.toJSON();
  await call(subscribePush, {
    body: { endpoint: subscription.endpoint, keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } },
  });
}
