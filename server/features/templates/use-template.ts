// Fills a template and sends it, in one commit with the count of its use.
import { fill } from '../../../contract/template-text.ts';
import type { BodyOf } from '../../../contract/endpoint.ts';
import type { Message } from '../../../contract/messages.ts';
import type { useTemplate as endpoint } from '../../../contract/templates.ts';
import type { Actor } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../db/transact.ts';
import { limits, characters } from '../../../contract/text.ts';
import { Refusal } from '../../refusal.ts';
import { readOwnZone } from '../accounts/read-own-zone.ts';
import { readSent, refusalNow, sendMessagesWithin } from '../messages/send-messages.ts';
import { seesShared } from './template.policy.ts';
import { findRecipient, findTemplate, updateUse } from './template.store.ts';
import { viewTemplate } from './template.view.ts';

export async function useTemplate(
  deps: Deps,
  actor: Actor,
  id: string,
  body: BodyOf<typeof endpoint>,
): Promise<{ message: Message; replayed: boolean }> {
  const sent = await deps.db.transact(async (tx) => {
    const goal = {
      ...(body.to && { to: body.to }),
      ...(body.conversationId && { conversationId: body.conversationId }),
      clientId: body.clientId,
    };
    const prior = await readSent(deps, tx, { actor, ...goal });
    const row = await findTemplate(tx, actor.accountId, seesShared(actor), id);
    // Without its template, or with another text in it, what was asked cannot be told any more.
    if (!row) throw new Refusal(prior ? 'client_id_reused' : 'template_not_found', { subjectId: id });
    const at = prior ? new Date(prior.sentAt) : deps.clock();
    const text = await filled(tx, actor, viewTemplate(deps.vault, row, actor.accountId).body, body, at);
    const subject = body.subject || null;
    if (prior) {
      if (text !== prior.body || subject !== prior.subject) throw new Refusal('client_id_reused', { subjectId: id });
      return { message: prior, replayed: true };
    }
    // Before what is missing: that must not tell who exists.
    const refusal = await refusalNow(tx, { actor, ...goal });
    if (refusal) throw refusal;
    if (text instanceof Refusal) throw text;
    const [outcome] = await sendMessagesWithin(deps, tx, [{ actor, ...goal, subject, body: text }]);
    if ('refusal' in outcome!) throw outcome.refusal;
    if (!outcome!.replayed) {
      await updateUse(tx, id, deps.clock());
      await appendAudit(deps, tx, [
        {
          actorId: actor.accountId,
          source: actor,
          action: 'template.used',
          subjectKind: 'template',
          subjectId: id,
          detail: { messageId: outcome!.message.id },
        },
      ]);
    }
    return outcome!;
  });
  deps.doorbell.ring();
  return sent;
}

/** The text as of a moment, or why there is none. */
async function filled(
  tx: Tx,
  actor: Actor,
  text: string,
  body: BodyOf<typeof endpoint>,
  at: Date,
): Promise<string | Refusal> {
  const known = await knownValues(tx, actor, body, at);
  const given = Object.entries(body.variables);
  const refused = given.filter(([name]) => known.has(name));
  if (refused.length > 0) return issues(refused.map(([name]) => [name, 'is filled in by itself']));
  const result = fill(text, new Map([...given, ...known]));
  if ('missing' in result) return issues(result.missing.map((name) => [name, 'is needed']));
  if (characters(result.text) > limits.message) {
    const message = `makes the text longer than ${limits.message} characters`;
    return new Refusal('invalid_input', { issues: [{ path: 'body.variables', message }] });
  }
  return result.text;
}

const issues = (named: [string, string][]) =>
  new Refusal('invalid_input', {
    issues: named.map(([name, message]) => ({ path: `body.variables.${name}`, message })),
  });

/** The patient and the clinician of the two, as far as there is one of each; the date on the author's calendar. */
async function knownValues(tx: Tx, actor: Actor, body: BodyOf<typeof endpoint>, at: Date) {
  const timeZone = await readOwnZone(tx, actor.accountId);
  const recipient = await findRecipient(tx, actor.accountId, body.to ?? null, body.conversationId ?? null);
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at);
  const values = new Map([['date', date]]);
  const sides = [actor, recipient];
  for (const role of ['patient', 'clinician'] as const) {
    const side = sides.find((one) => one?.role === role);
    if (side) values.set(`${role}.name`, side.displayName);
  }
  return values;
}
