// Endpoints of the crisis list to their use-cases.
import type { FastifyInstance } from 'fastify';
import * as contract from '../../../contract/crisis-words.ts';
import { mount } from '../../http/mount.ts';
import type { HttpDeps } from '../../http/mount.ts';
import { changeCrisisWords } from './change-crisis-words.ts';
import { readCrisisEdits, readCrisisWords } from './read-crisis-words.ts';

export function crisisWordRoutes(app: FastifyInstance, deps: HttpDeps): void {
  mount(app, deps, contract.readCrisisEdits, () => readCrisisEdits(deps));
  mount(app, deps, contract.readCrisisWords, () => readCrisisWords(deps));
  mount(app, deps, contract.changeCrisisWords, ({ actor, body }) => changeCrisisWords(deps, actor, body));
}
