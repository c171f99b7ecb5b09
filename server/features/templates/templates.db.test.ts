// Templates: kept sealed, shared among staff, and never sent with a gap in them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeMe } from '../../../contract/accounts.ts';
import { blockAccount } from '../../../contract/blocks.ts';
import { listConversations } from '../../../contract/messages.ts';
import * as contract from '../../../contract/templates.ts';
import { aGroup, refusal } from '../../testing/groups.ts';
import { openHouse } from '../../testing/house.ts';
import type { House } from '../../testing/house.ts';
import { aClinician, anAdmin, aPatient, linked } from '../../testing/people.ts';
import type { Answer, TestPerson } from '../../testing/people.ts';

let house: House;
let patient: TestPerson;
let clinician: TestPerson;
let colleague: TestPerson;

beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  patient = await aPatient(house, 'Rosa Fernandes');
  clinician = await aClinician(house, 'Dr Amara Okafor');
  colleague = await aClinician(house);
  await linked(house, patient, clinician);
});
afterAll(() => house.stop());

let count = 0;
const keep = (by: TestPerson, body: Record<string, unknown> = {}) =>
  by.call(contract.createTemplate, {
    body: { clientId: `t-${(count += 1)}`, name: `Reminder ${count}`, body: 'Dear {{patient.name}}', ...body },
  });
const kept = async (by: TestPerson, body: Record<string, unknown> = {}) => (await keep(by, body)).body;
const use = (by: TestPerson, id: string, body: Record<string, unknown> = {}) =>
  by.call(contract.useTemplate, { params: { id }, body: { to: patient.id, clientId: `u-${(count += 1)}`, ...body } });
const listed = async (by: TestPerson, query = {}) => (await by.call(contract.listTemplates, { query })).body.items;
const fields = (answer: Answer<unknown>) => answer.problem.issues?.map((one) => one.path);

describe('keeping', () => {
  test('a template is there with its variables, and only for its owner', async () => {
    const { status, body: made } = await keep(clinician, {
      name: 'Friday',
      category: 'Closing',
      body: 'Dear {{ patient.name }}, closed on {{date}} because of {{reason}}.',
    });
    expect([status, made.variables, made.mine, made.useCount]).toEqual([
      201,
      ['patient.name', 'date', 'reason'],
      true,
      0,
    ]);
    expect(await listed(clinician)).toEqual([made]);
    expect([await listed(colleague), await listed(patient)]).toEqual([[], []]);
    expect(await listed(clinician, { category: 'CLOSING' })).toHaveLength(1);
    expect(await listed(clinician, { category: 'Opening' })).toEqual([]);
  });

  test('names are unique per owner, whatever their case', async () => {
    await keep(clinician, { name: 'Friday' });
    const again = await keep(clinician, { name: 'FRIDAY' });
    expect([again.status, again.problem.code]).toEqual([409, 'template_name_taken']);
    expect((await keep(colleague, { name: 'Friday' })).status).toBe(201);
    const other = await kept(clinician);
    const renamed = await clinician.call(contract.changeTemplate, {
      params: { id: other.id },
      body: { name: 'friday', body: 'x' },
    });
    expect(renamed.problem.code).toBe('template_name_taken');
    const same = await clinician.call(contract.changeTemplate, {
      params: { id: other.id },
      body: { name: other.name.toUpperCase(), body: 'Anew {{date}}' },
    });
    expect(same.body).toMatchObject({ name: other.name.toUpperCase(), body: 'Anew {{date}}', variables: ['date'] });
  });

  test('two at once with one name: one stays; repeated with one client id it is made once', async () => {
    const answers = await Promise.all([keep(clinician, { name: 'Race' }), keep(clinician, { name: 'Race' })]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
    const first = await keep(clinician, { clientId: 'same', name: 'Once' });
    const again = await keep(clinician, { clientId: 'same', name: 'Once' });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('fault: a changed template that is lost as the repeat of the one before', async () => {
    const first = { clientId: 'same', name: 'Dose', category: 'Advice', body: '5 mg', shared: false };
    await keep(clinician, first);
    for (const change of [{ name: 'DOSE' }, { category: null }, { body: '10 mg' }, { shared: true }])
      expect(refusal(await keep(clinician, { ...first, ...change }))).toEqual([409, 'client_id_reused']);
    const answers = await Promise.all(
      ['5 mg', '10 mg'].map((body) => keep(clinician, { clientId: 'race', name: body, body })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
  });

  test('shared ones are seen by staff and changed by their owner alone; patients neither see nor make them', async () => {
    const shared = await kept(clinician, { shared: true });
    const admin = await anAdmin(house);
    expect((await listed(colleague)).map((one) => [one.id, one.mine, one.clientId])).toContainEqual([
      shared.id,
      false,
      null,
    ]);
    expect((await listed(admin)).map((one) => one.id)).toContain(shared.id);
    expect(await listed(patient)).toEqual([]);
    const change = { params: { id: shared.id }, body: { name: 'Mine now', body: 'x' } };
    expect((await colleague.call(contract.changeTemplate, change)).problem.code).toBe('template_not_found');
    expect((await colleague.call(contract.deleteTemplate, change)).problem.code).toBe('template_not_found');
    const refused = await keep(patient, { shared: true });
    expect([refused.status, fields(refused)]).toEqual([400, ['body.shared']]);
    await clinician.call(contract.deleteTemplate, { params: { id: shared.id } });
    expect((await listed(colleague)).map((one) => one.id)).not.toContain(shared.id);
  });

  test('pages go on where they ended, mine and shared ones in one order', async () => {
    for (let n = 0; n < 3; n += 1) {
      await keep(clinician);
      await keep(colleague, { shared: true });
    }
    const all = (await listed(clinician)).map((one) => one.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string | number> = { limit: 2, ...(cursor && { cursor }) };
      const { body } = await clinician.call(contract.listTemplates, { query });
      seen.push(...body.items.map((one) => one.id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all);
  });

  test('braces that are no variable are refused by name', async () => {
    for (const body of ['Dear {{patient.name', '{{}}', '{{not a name}}'])
      expect(fields(await keep(clinician, { body }))).toEqual(['body.body']);
  });

  test('name, category and text are sealed', async () => {
    await keep(clinician, { name: 'canary-name', category: 'canary-category', body: 'canary-body' });
    const { rows } = await house.owner.query<{ all: string }>(
      `select string_agg(encode(name_sealed, 'escape') || encode(coalesce(category_sealed, ''), 'escape') || encode(body_sealed, 'escape'), '') as all
       from template`,
    );
    expect(rows[0]!.all).not.toContain('canary');
  });
});

describe('using', () => {
  test('names and date are filled in, what is given too, and the use is counted', async () => {
    await clinician.call(changeMe, { body: { timeZone: 'Pacific/Auckland' } });
    const made = await kept(clinician, {
      body: 'Dear {{patient.name}}, {{clinician.name}} is away on {{date}}: {{reason}}',
    });
    const sent = await use(clinician, made.id, { variables: { reason: 'a $1 holiday' } });
    const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Pacific/Auckland' });
    expect([sent.status, sent.body.body]).toEqual([
      201,
      `Dear Rosa Fernandes, Dr Amara Okafor is away on ${date.format(house.deps.clock())}: a $1 holiday`,
    ]);
    expect((await listed(clinician))[0]).toMatchObject({ id: made.id, useCount: 1 });
    const reply = await kept(patient, { body: 'Dear {{clinician.name}}, {{patient.name}} here' });
    const answer = await use(patient, reply.id, { to: clinician.id });
    expect(answer.body.body).toBe('Dear Dr Amara Okafor, Rosa Fernandes here');
  });

  test('fault: a template sent while a variable is unfilled', async () => {
    const made = await kept(clinician, { body: '{{patient.name}} {{one}} {{two}}' });
    const gaps = await use(clinician, made.id, { variables: { one: '1' } });
    expect([gaps.status, fields(gaps)]).toEqual([400, ['body.variables.two']]);
    for (const two of ['', '   ', '{{three}}'])
      expect(fields(await use(clinician, made.id, { variables: { one: '1', two } }))).toEqual(['body.variables.two']);
    // Between colleagues there is no patient whose name could be filled in.
    const between = await use(clinician, made.id, { to: colleague.id, variables: { one: '1', two: '2' } });
    expect(fields(between)).toEqual(['body.variables.patient.name']);
    const own = await use(clinician, made.id, { variables: { one: '1', two: '2', 'patient.name': 'Somebody' } });
    expect(fields(own)).toEqual(['body.variables.patient.name']);
    expect((await patient.call(listConversations)).body.items).toEqual([]);
    expect((await listed(clinician))[0]!.useCount).toBe(0);
  });

  test('into a group a name has to be given', async () => {
    const groupId = await aGroup(clinician, patient);
    const made = await kept(clinician, { body: 'Dear {{patient.name}} of {{clinician.name}}' });
    const goal = { to: undefined, conversationId: groupId };
    expect(fields(await use(clinician, made.id, goal))).toEqual(['body.variables.patient.name']);
    const sent = await use(clinician, made.id, { ...goal, variables: { 'patient.name': 'all' } });
    expect(sent.body.body).toBe('Dear all of Dr Amara Okafor');
  });

  test('fault: blocks that block nothing: a template goes nowhere a message may not go, and says nothing of who exists', async () => {
    const made = await kept(colleague);
    const strangers = [patient.id, house.deps.newId()];
    for (const to of strangers)
      expect((await use(colleague, made.id, { to })).problem.code).toBe('recipient_not_found');
    await patient.call(blockAccount, { params: { accountId: clinician.id }, body: {} });
    const blocked = await use(clinician, (await kept(clinician)).id);
    expect([blocked.status, blocked.problem.code]).toEqual([403, 'recipient_unavailable']);
    expect((await use(patient, made.id, { to: clinician.id })).problem.code).toBe('template_not_found');
  });

  test('repeated with one client id it is sent and counted once, also on the next day', async () => {
    const made = await kept(clinician, { body: 'Dear {{patient.name}}, today is {{date}}' });
    const answers = await Promise.all([
      use(clinician, made.id, { clientId: 'tmpl' }),
      use(clinician, made.id, { clientId: 'tmpl' }),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 201]);
    expect((await listed(clinician))[0]!.useCount).toBe(1);
    house.advance(86_400_000);
    const late = await use(clinician, made.id, { clientId: 'tmpl' });
    expect([late.status, late.body.id]).toEqual([200, answers[0]!.body.id]);
  });

  test('fault: a dose that is changed after a lost answer and never arrives, though the answer says so', async () => {
    const { id } = await kept(clinician, { body: 'Take {{dose}}' });
    const dose = (mg: number) => ({ clientId: 'dose', subject: 'Dose', variables: { dose: `${mg} mg` } });
    const first = await use(clinician, id, dose(5));
    const again = await use(clinician, id, dose(5));
    expect([again.status, again.body]).toEqual([200, first.body]);
    for (const other of [dose(10), { ...dose(5), subject: 'Medicine' }])
      expect(refusal(await use(clinician, id, other))).toEqual([409, 'client_id_reused']);
    const race = await Promise.all([1, 2].map((mg) => use(clinician, id, { ...dose(mg), clientId: 'race' })));
    expect(race.map((answer) => answer.status).toSorted()).toEqual([201, 409]);

    for (const body of ['Please take {{dose}}', 'Take {{dose}} {{when}}']) {
      await clinician.call(contract.changeTemplate, { params: { id }, body: { name: 'Dose', body } });
      expect(refusal(await use(clinician, id, dose(5)))).toEqual([409, 'client_id_reused']);
    }
    await clinician.call(contract.deleteTemplate, { params: { id } });
    expect(refusal(await use(clinician, id, dose(5)))).toEqual([409, 'client_id_reused']);
  });

  test('its client id cannot be used again for somebody else', async () => {
    const { id } = await kept(clinician, { body: 'Please call' });
    expect((await use(clinician, id, { clientId: 'used-once' })).status).toBe(201);
    const other = await use(clinician, id, { clientId: 'used-once', to: colleague.id });
    expect([other.status, other.problem.code]).toEqual([409, 'client_id_reused']);
  });

  test('what would become too long is refused before anything is sent', async () => {
    const made = await kept(clinician, { body: `${'x'.repeat(9_500)} {{more}}` });
    const long = await use(clinician, made.id, { variables: { more: 'y'.repeat(900) } });
    expect(fields(long)).toEqual(['body.variables']);
  });
});
