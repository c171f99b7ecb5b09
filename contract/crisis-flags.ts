// A flag that words of a patient's message raise.
import { z } from 'zod';
import { person } from './accounts.ts';
import { id, moment } from './text.ts';

/** Raised by words in a message of a patient that suggest immediate risk. The absence of one says nothing. */
export const crisisFlag = z.object({
  id,
  patientId: id,
  messageId: id,
  conversationId: id,
  /** As the patient wrote them. */
  words: z.array(z.string()),
  /** Of the list that found them. */
  listVersion: z.string(),
  raisedAt: moment,
  /** Null while nobody has. */
  acknowledgedBy: person.nullable(),
  acknowledgedAt: moment.nullable(),
});
export type CrisisFlag = z.infer<typeof crisisFlag>;
