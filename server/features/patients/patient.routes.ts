// Endpoints of a clinician's patients to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/patients.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { acknowledgeFlag } from './acknowledge-flag.ts';
import { assessRisk } from './assess-risk.ts';
import { listPatients } from './list-patients.ts';
import { readPatient } from './read-patient.ts';

export function patientRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.listPatients, ({ actor, query }) => listPatients(deps, actor, query));
  mount(app, deps, contract.readPatient, ({ actor, params }) => readPatient(deps, actor, params.id));
  mount(app, deps, contract.assessRisk, ({ actor, params, body }) => assessRisk(deps, actor, params.id, body));
  mount(app, deps, contract.acknowledgeFlag, ({ actor, params }) => acknowledgeFlag(deps, actor, params.id));
}
