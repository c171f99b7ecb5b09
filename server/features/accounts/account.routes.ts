// Endpoints of accounts → use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/accounts.ts';
import * as adminContract from '../../../contract/admin-accounts.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { mount, mountAnonymous } from '../../http/mount.ts';
import { answerSignedIn, visitOf } from '../../http/signed-in.ts';
import { changeAccount } from './change-account.ts';
import { changeMe } from './change-me.ts';
import { changePassword } from './change-password.ts';
import { createAccount } from './create-account.ts';
import { findPeople, listClinicians } from './find-people.ts';
import { listAccounts } from './list-accounts.ts';
import { readMe } from './read-me.ts';
import { registerPatient } from './register.ts';
import { setUpAdmin } from './set-up-admin.ts';

export function accountRoutes(app: FastifyInstance, http: HttpDeps): void {
  mountAnonymous(app, http, contract.registerPatient, async ({ actor, body, request, reply, source }) =>
    answerSignedIn(http, reply, await registerPatient(http, visitOf(request, actor, source), body)),
  );
  mountAnonymous(app, http, contract.setUpAdmin, async ({ actor, body, request, reply, source }) =>
    answerSignedIn(http, reply, await setUpAdmin(http, visitOf(request, actor, source), body)),
  );
  mount(app, http, contract.readMe, ({ actor }) => readMe(http, actor));
  mount(app, http, contract.changeMe, ({ actor, body }) => changeMe(http, actor, body));
  mount(app, http, contract.changePassword, async ({ actor, body, request, reply, source }) =>
    answerSignedIn(http, reply, await changePassword(http, visitOf(request, actor, source), actor, body)),
  );
  mount(app, http, adminContract.listAccounts, ({ actor, query }) => listAccounts(http, actor, query));
  mount(app, http, adminContract.createAccount, ({ actor, body }) => createAccount(http, actor, body));
  mount(app, http, adminContract.changeAccount, ({ actor, params, body }) =>
    changeAccount(http, actor, params.id, body),
  );
  mount(app, http, contract.findPeople, ({ actor, query }) => findPeople(http, actor, query));
  mount(app, http, contract.listClinicians, ({ actor, query }) => listClinicians(http, actor, query.query));
}
