// Endpoints of broadcasts to their use-cases.
import type { FastifyInstance } from 'fastify';
import type { BodyOf } from '../../../contract/endpoint.ts';
import * as contract from '../../../contract/broadcasts.ts';
import { mount, Replayed } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import type { Audience } from './audience.ts';
import { createBroadcast } from './create-broadcast.ts';
import { listBroadcasts, previewBroadcast } from './read-broadcasts.ts';

export function broadcastRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.createAdminBroadcast, async ({ actor, body }) =>
    answer(await createBroadcast(deps, actor, { name: body.audience, chosen: null }, body)),
  );
  mount(app, deps, contract.previewAdminBroadcast, ({ actor, body }) =>
    previewBroadcast(deps, actor, { name: body.audience, chosen: null }),
  );
  mount(app, deps, contract.listAdminBroadcasts, ({ actor, query }) => listBroadcasts(deps, actor, query));
  mount(app, deps, contract.createClinicianBroadcast, async ({ actor, body }) =>
    answer(await createBroadcast(deps, actor, patients(body.audience), body)),
  );
  mount(app, deps, contract.previewClinicianBroadcast, ({ actor, body }) =>
    previewBroadcast(deps, actor, patients(body.audience)),
  );
  mount(app, deps, contract.listClinicianBroadcasts, ({ actor, query }) => listBroadcasts(deps, actor, query));
}

const patients = (audience: BodyOf<typeof contract.createClinicianBroadcast>['audience']): Audience =>
  audience === 'all'
    ? { name: 'my_patients', chosen: null }
    : { name: 'chosen_patients', chosen: [...new Set(audience.map((id) => id.toLowerCase()))] };

const answer = ({ broadcast, replayed }: Awaited<ReturnType<typeof createBroadcast>>) =>
  replayed ? new Replayed(broadcast) : broadcast;
