// A small world for tests that walk the contract: six who may ask, and one of everything that can be asked for.
import { saveDraft } from '../../contract/drafts.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { sendMessage } from '../../contract/messages.ts';
import { scheduleMessage } from '../../contract/scheduled-messages.ts';
import { createTemplate } from '../../contract/templates.ts';
import { aGroup, make } from './groups.ts';
import type { House } from './house.ts';
import { aClinician, anAdmin, aPatient, Browser, linked, signInWithoutPassword } from './people.ts';
import type { TestPerson } from './people.ts';
import { sampleOf } from './samples.ts';
import type { Places, Sample } from './samples.ts';
import { aVisitor } from './visitors.ts';

/** The patient and the clinician have a care link and share everything in `at`; the other two have nothing to do with it. */
export const askers = ['anonymous', 'patient', 'otherPatient', 'clinician', 'unlinkedClinician', 'admin'] as const;
export type Asker = (typeof askers)[number];

export interface World {
  readonly house: House;
  readonly people: Readonly<Record<Exclude<Asker, 'anonymous'>, TestPerson>>;
  readonly at: Places;
}

export async function aWorld(house: House): Promise<World> {
  const [patient, otherPatient, clinician, unlinkedClinician, admin] = await Promise.all([
    aPatient(house),
    aPatient(house, 'Otto Other'),
    aClinician(house),
    aClinician(house, 'Ulla Unlinked'),
    anAdmin(house),
  ]);
  const careLinkId = await linked(house, patient, clinician);
  const message = await clinician.call(sendMessage, { body: { to: patient.id, clientId: 'first', body: 'First' } });
  const groupId = await aGroup(clinician, patient);
  const invited = await make(clinician, [patient]);
  await signInWithoutPassword(house, new Browser(house), patient.id);
  const scheduled = await clinician.call(scheduleMessage, {
    body: {
      to: patient.id,
      clientId: 'later',
      body: 'Later',
      sendAt: new Date(house.deps.clock().getTime() + 86_400_000).toISOString(),
    },
  });
  const template = await clinician.call(createTemplate, {
    body: { clientId: 'kept', name: 'Kept', body: 'Dear {{patient.name}}' },
  });
  const draft = await clinician.call(saveDraft, {
    body: { conversationId: message.body.conversationId, body: 'Begun', version: 0 },
  });
  const notificationId = house.deps.newId();
  await house.owner.query(
    `insert into notification (id, account_id, kind, subject_id, created_at, updated_at) values ($1, $2, 'care_link', $3, now(), now())`,
    [notificationId, clinician.id, careLinkId],
  );
  const { rows } = await house.owner.query<{ id: string }>(
    'select id from session where account_id = $1 order by created_at desc, id desc limit 1',
    [patient.id],
  );
  await patient.call(sendMessage, { body: { to: clinician.id, clientId: 'alarm', body: 'I want to die' } });
  const flags = await house.owner.query<{ id: string }>('select id from crisis_flag where patient_id = $1', [
    patient.id,
  ]);
  return {
    house,
    people: { patient, otherPatient, clinician, unlinkedClinician, admin },
    at: {
      accountId: clinician.id,
      conversationId: message.body.conversationId,
      messageId: message.body.id,
      groupId,
      invitedToId: invited.body.id,
      careLinkId,
      sessionId: rows[0]!.id,
      scheduledId: scheduled.body.id,
      patientId: patient.id,
      flagId: flags.rows[0]!.id,
      templateId: template.body.id,
      draftId: draft.body.id,
      notificationId,
    },
  };
}

/** Who asks, in a browser that may write. */
export const browserOf = (world: World, asker: Asker): Promise<Browser> | Browser =>
  asker === 'anonymous' ? aVisitor(world.house) : world.people[asker];

/** The sample call as this one would make it: the clinician's other side is the patient. */
export const callOf = (world: World, endpoint: Endpoint, asker: Asker): Sample =>
  sampleOf(endpoint, {
    ...world.at,
    accountId: asker === 'clinician' ? world.people.patient.id : world.at.accountId,
  });
