// What exactly is signed: one text per entry, one sequence of bytes per checkpoint; writer and verifier share it.
import { createHash, createHmac } from 'node:crypto';

/** Every column of `audit_entry`, in the order in which they are digested; a test compares it with the table. */
export const entryColumns = [
  'id',
  'at',
  'actor_id',
  'action',
  'outcome',
  'subject_kind',
  'subject_id',
  'session_id',
  'address',
  'request_id',
  'detail',
] as const;

/** SQL for the text of entry `e`. A moment is its exact distance from 1970: no time zone, no lost microsecond, no year mistaken for one BC. */
export const entryText = `jsonb_build_array(${entryColumns
  .map((column) => (column === 'at' ? 'extract(epoch from e.at)::text' : `e.${column}::text`))
  .join(', ')})::text`;

export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export interface Checkpoint {
  /** 1, 2, 3, … without a gap. */
  readonly position: number;
  /** Microseconds since 1970. */
  readonly madeAt: number;
  /** Null for position 1 alone. */
  readonly previousMac: Buffer | null;
  readonly entryIds: readonly string[];
  readonly digests: readonly Buffer[];
}

/** HMAC-SHA256 over parts of fixed size, so that no two checkpoints are the same bytes. */
export function macOf(key: Buffer, { position, madeAt, previousMac, entryIds, digests }: Checkpoint): Buffer {
  const head = Buffer.alloc(20);
  head.writeBigInt64BE(BigInt(position), 0);
  head.writeBigInt64BE(BigInt(madeAt), 8);
  head.writeUInt32BE(entryIds.length, 16);
  const mac = createHmac('sha256', key).update('healing-space audit checkpoint 1\n').update(head);
  mac.update(previousMac ? createHash('sha256').update(previousMac).digest() : Buffer.alloc(32));
  for (const id of entryIds) mac.update(Buffer.from(id.replaceAll('-', ''), 'hex'));
  for (const digest of digests) mac.update(createHash('sha256').update(digest).digest());
  return mac.digest();
}

/** How a checkpoint is named outside of the database, where nobody can change it: `position:mac`. */
export const headName = (position: number, mac: Buffer): string => `${position}:${mac.toString('hex')}`;
