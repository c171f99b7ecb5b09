// What a backup says, one frame after another: what it is, then table by table its rows, then that this was all.
import { z } from 'zod';

const manifest = z.object({
  kind: z.literal('manifest'),
  madeAt: z.string(),
  /** Names of the migrations the tables had. */
  migrations: z.array(z.string()),
  /** As in MASTER_KEYS. */
  masterKeys: z.string(),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
});
const table = z.object({ kind: z.literal('table'), name: z.string(), columns: z.array(z.string()) });
const rows = z.object({ kind: z.literal('rows'), count: z.number() });
const end = z.object({ kind: z.literal('end') });
const note = z.discriminatedUnion('kind', [manifest, table, rows, end]);

export type Note = z.infer<typeof note>;
export type Manifest = z.infer<typeof manifest>;
export type Frame = Note | { readonly kind: 'data'; readonly data: Buffer };

const longestNote = 1024 * 1024;

export function write(frame: Frame): Buffer {
  const isData = frame.kind === 'data';
  const body = isData ? frame.data : Buffer.from(JSON.stringify(frame));
  const head = Buffer.alloc(5);
  head.writeUInt8(isData ? 1 : 0);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** @throws Error when the text of a backup, though sealed by the right passphrase, is not one this version wrote. */
export async function* read(parts: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const part of parts) {
    waiting = Buffer.concat([waiting, part]);
    while (waiting.length >= 5) {
      const length = waiting.readUInt32BE(1);
      if (waiting.length < 5 + length) break;
      const body = waiting.subarray(5, 5 + length);
      if (waiting[0] === 1) yield { kind: 'data', data: body };
      else if (length <= longestNote) yield note.parse(JSON.parse(body.toString()));
      else throw new Error('The backup was made by another version.');
      waiting = waiting.subarray(5 + length);
    }
  }
}
