// All SQL for the clinic's crisis list, and for raising flags.
import type { Person } from '../../../contract/accounts.ts';
import type { Queries, Tx } from '../../db/transact.ts';

export interface EditRow {
  number: number;
  additions: string[];
  removals: string[];
  made_by: Person;
  made_at: Date;
}

const newest = {
  name: 'find_crisis_list_edit',
  text: `select e.number, e.additions, e.removals, e.made_at,
                json_build_object('id', a.id, 'displayName', a.display_name, 'headline', a.headline, 'role', a.role) as made_by
         from crisis_list_edit e join account a on a.id = e.made_by order by e.number desc limit 1`,
};

export async function findNewestEdit(db: Queries): Promise<EditRow | undefined> {
  return (await db.run<EditRow>(newest))[0];
}

const insertEdit = {
  name: 'insert_crisis_list_edit',
  text: `insert into crisis_list_edit (number, additions, removals, made_by, made_at) values ($1, $2, $3, $4, $5)
         on conflict (number) do nothing returning number`,
};

/** @returns false when somebody else made this change first. */
export async function insertListEdit(
  tx: Tx,
  edit: { number: number; additions: readonly string[]; removals: readonly string[]; madeBy: string; at: Date },
): Promise<boolean> {
  const rows = await tx.run(insertEdit, [edit.number, edit.additions, edit.removals, edit.madeBy, edit.at]);
  return rows.length > 0;
}

export interface NewFlag {
  readonly id: string;
  readonly messageId: string;
  readonly conversationId: string;
  readonly patientId: string;
  readonly wordsSealed: Buffer;
  readonly listVersion: string;
}

const insertAll = {
  name: 'insert_crisis_flags',
  text: `insert into crisis_flag (id, message_id, conversation_id, patient_id, words_sealed, list_version, raised_at)
         select id, message_id, conversation_id, patient_id, words_sealed, list_version, $7
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[], $6::text[])
           as given(id, message_id, conversation_id, patient_id, words_sealed, list_version)`,
};

export async function insertFlags(tx: Tx, flags: readonly NewFlag[], at: Date): Promise<void> {
  await tx.run(insertAll, [
    flags.map((flag) => flag.id),
    flags.map((flag) => flag.messageId),
    flags.map((flag) => flag.conversationId),
    flags.map((flag) => flag.patientId),
    flags.map((flag) => flag.wordsSealed),
    flags.map((flag) => flag.listVersion),
    at,
  ]);
}
