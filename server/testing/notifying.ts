// What jobs do every second to notify, done at the moment a test says.
import { deliverDue } from '../features/notifications/deliver.ts';
import { makeNotifications } from '../features/notifications/notify.ts';
import type { House } from './house.ts';

/** Everything that has happened is published, notified of, and delivered as far as it is due. */
export async function notifyNow(house: House): Promise<void> {
  let open = true;
  while (open) {
    const { rows } = await house.owner.query<{ open: boolean }>(
      'select exists (select from outbox where number is null) as open',
    );
    open = rows[0]!.open;
    if (open) house.deps.doorbell.ring();
  }
  await makeNotifications(house.deps);
  // E-mail and push pass over a notification that the other has in hand; a second later they would find it.
  await deliverDue(house.deps);
  await deliverDue(house.deps);
}

export async function notifyAfter(house: House, milliseconds: number): Promise<void> {
  await notifyNow(house);
  house.advance(milliseconds);
  await notifyNow(house);
}
