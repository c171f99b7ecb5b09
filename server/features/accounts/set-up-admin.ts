// The first admin, made with the one-time setup link; of two at once exactly one wins.
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { setUpAdmin as endpoint } from '../../../contract/accounts.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionDeps, Visit } from '../sessions/open-session.ts';
import { hashSetupToken } from './make-setup-link.ts';
import { register } from './register.ts';
import { lockSetup, useSetupLink } from './setup-link.store.ts';
import type { SignedIn } from './sign-in.ts';

export const setUpAdmin = (
  deps: SessionDeps,
  visit: Visit,
  { token, ...given }: BodyOf<typeof endpoint>,
): Promise<SignedIn> =>
  register(deps, visit, given, 'admin', async (tx) => {
    const needed = await lockSetup(tx);
    const used = needed && (await useSetupLink(tx, hashSetupToken(token), deps.clock()));
    if (!used) throw new Refusal('setup_link_invalid');
  });
