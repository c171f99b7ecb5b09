// The shapes that text, ids, moments and pages take everywhere in the API, with the SPEC's limits.
import { z } from 'zod';

export const limits = {
  message: 10_000,
  subject: 255,
  groupName: 100,
  groupMembers: 200,
  broadcastPatients: 1_000,
  displayName: 100,
  headline: 120,
  identifier: 254,
  blockReason: 255,
  riskNote: 2_000,
  crisisWords: 100,
  password: { min: 10, max: 256 },
  templateName: 100,
  templateCategory: 50,
  search: { min: 2, max: 200 },
  /** Offered at once; more of the name finds the others. */
  people: 20,
  clinicians: 50,
  page: { max: 100, default: 50 },
} as const;

/** Length in Unicode code points, as a person counts characters on a keyboard. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Something a reader can see: not spaces, marks and invisible characters alone. */
const visible = (value: string) => /[^\p{Cc}\p{Cf}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u.test(value);
const storable = (text: string) => text.isWellFormed() && !text.includes('\u0000');

export const notEmpty = 'must not be empty';

/** Trimmed text of `min` to `max` code points; refuses NUL and lone surrogates, which PostgreSQL and JSON cannot carry. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine(storable, 'must be valid Unicode text without NUL')
    .trim()
    .refine(
      (value) => characters(value) >= min && (min === 0 || visible(value)),
      min === 1 ? notEmpty : `must have at least ${min} characters`,
    )
    .refine((value) => value.length <= max || characters(value) <= max, `must have at most ${max} characters`)
    .meta({ minLength: min, maxLength: max });

/** Text of any form up to `max` code points, kept exactly as it is. */
export const longText = (max: number) =>
  z
    .string()
    .refine(storable, 'must be valid Unicode text without NUL')
    .refine((value) => value.length <= max || characters(value) <= max, `must have at most ${max} characters`)
    .meta({ maxLength: max });

export const id = z.uuid().meta({ description: 'UUID' });

/** Made by the client, once per intended write; repeating the write with it returns the first result. */
export const clientId = z.string().regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits or . _ : -');

/** The same where a client may leave it to the server to make one: what is repeated without it happens again. */
export const newClientId = clientId.optional().transform((given) => given ?? crypto.randomUUID());

/** Far from every year in which a database or a calendar counts differently. */
export const inOurTimes = (instant: string) => /^(?:19|20|21)\d\d-/.test(instant);
export const ourTimes = 'must be in the years 1900 to 2199';

/** ISO 8601 in UTC with milliseconds. */
export const moment = z.iso.datetime().refine(inOurTimes, ourTimes);

export const pageSize = z.coerce.number().int().min(1).max(limits.page.max).default(limits.page.default);

/** Opaque; only ever the `nextCursor` of an earlier answer to the same question; `limit` may differ. */
export const cursor = z.string().regex(/^[\w-]{1,200}$/, 'must be a cursor from an earlier answer');

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: cursor.nullable() });

export const nothing = z.undefined();

/** Not JSON of ours but a file to keep; its type and name are in the headers. */
export const file = z.unknown().meta({ description: 'A file' });
