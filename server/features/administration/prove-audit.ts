// Proves the audit chain on an admin's word, one proof at a time, and keeps how it went.
import { z } from 'zod';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { readAuditProof as endpoint } from '../../../contract/administration.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import { verifyAudit } from '../../audit/verify.ts';
import type { Deps } from '../../deps.ts';
import { faultOf } from '../../http/answers.ts';
import { findUpkeep, recordUpkeep } from './upkeep.store.ts';

type Proof = ReplyOf<typeof endpoint>;

const kept = z.object({
  findings: z.number(),
  chained: z.number(),
  waiting: z.number(),
  checkpoints: z.number(),
  head: z.string().nullable(),
});

const running = new WeakMap<object, Promise<void>>();

export async function startProof(deps: Deps, actor: Actor): Promise<Proof> {
  if (!running.has(deps.db)) {
    await deps.db.transact((tx) =>
      appendAudit(deps, tx, [{ actorId: actor.accountId, source: actor, action: 'audit.verified' }]),
    );
    const work = prove(deps)
      .catch((error: Error) => deps.log.error({ fault: faultOf(error) }, 'the proof of the audit chain went wrong'))
      .finally(() => running.delete(deps.db));
    running.set(deps.db, work);
  }
  return readProof(deps);
}

async function prove(deps: Deps): Promise<void> {
  const verdict = await verifyAudit(deps.db, deps.keys.audit, (finding) => deps.log.error({ finding }, 'audit chain'));
  await recordUpkeep(deps.db, 'audit.verified', deps.clock(), { ...verdict });
}

export async function readProof(deps: Pick<Deps, 'db'>): Promise<Proof> {
  const last = (await findUpkeep(deps.db)).get('audit.verified');
  return {
    running: running.has(deps.db),
    last: last ? { at: last.doneAt.toISOString(), ...kept.parse(last.detail) } : null,
  };
}
