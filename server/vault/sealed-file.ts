// A file that only its passphrase opens: any byte that was changed, moved, added or cut off is found before it is believed.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const chunkBytes = 64 * 1024;
const tagBytes = 16;
const longestHeader = 1_024;
const name = 'healing-space-backup';
/** OWASP Password Storage Cheat Sheet (2024): N = 2^17, r = 8, p = 1; 128 MiB. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const derive = promisify(scrypt) as (
  passphrase: string,
  salt: Buffer,
  length: number,
  options: object,
) => Promise<Buffer>;
const keyOf = (passphrase: string, salt: Buffer) => derive(passphrase.normalize('NFKC'), salt, 32, cost);

/** A key seals one file only, so the number of the chunk is nonce enough (NIST SP 800-38D §8.2.1). */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

const context = (header: Buffer, last: boolean) => Buffer.concat([header, Buffer.from([last ? 1 : 0])]);

/** AES-256-GCM in chunks of 64 KiB under a key of this file alone; the last one says that it is the last. */
export async function* seal(passphrase: string, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const key = await keyOf(passphrase, salt);
  const header = Buffer.from(`${JSON.stringify({ name, version: 1, salt: salt.toString('base64') })}\n`);
  yield header;
  let number = 0;
  const chunk = (text: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagBytes });
    cipher.setAAD(context(header, last));
    number += 1;
    const head = Buffer.alloc(5);
    head.writeUInt8(last ? 1 : 0);
    head.writeUInt32BE(text.length, 1);
    return Buffer.concat([head, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  };
  let waiting = Buffer.alloc(0);
  for await (const part of plain) {
    waiting = Buffer.concat([waiting, part]);
    for (; waiting.length > chunkBytes; waiting = waiting.subarray(chunkBytes))
      yield chunk(waiting.subarray(0, chunkBytes), false);
  }
  yield chunk(waiting, true);
}

/** @throws Error of one sentence when it is no backup, the passphrase does not fit, or anything was changed or cut off. */
export async function* open(passphrase: string, file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const take = reader(file);
  const header = await take.line(longestHeader);
  const key = await keyOf(passphrase, saltIn(header));
  for (let number = 0; ; number += 1) {
    const head = await take.bytes(5);
    const last = head[0] === 1;
    const length = head.readUInt32BE(1);
    if (head[0]! > 1 || length > chunkBytes) throw changed(number);
    const body = await take.bytes(length + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagBytes });
    decipher.setAAD(context(header, last)).setAuthTag(body.subarray(length));
    let text: Buffer;
    try {
      text = Buffer.concat([decipher.update(body.subarray(0, length)), decipher.final()]);
    } catch (cause) {
      if (number > 0) throw changed(number);
      throw new Error('BACKUP_PASSPHRASE does not fit this backup, or the file was changed.', { cause });
    }
    yield text;
    if (!last) continue;
    if (!(await take.atEnd())) throw new Error('Something was added to the end of the backup.');
    return;
  }
}

const changed = (number: number) =>
  new Error(`The backup was changed or damaged ${Math.round((number * chunkBytes) / 1024)} KiB after its beginning.`);

function saltIn(header: Buffer): Buffer {
  try {
    const read = JSON.parse(header.toString()) as { name?: unknown; version?: unknown; salt?: unknown };
    if (read.name === name && read.version === 1) return Buffer.from(String(read.salt), 'base64');
  } catch {
    // Said below.
  }
  throw new Error('This file is no backup of Healing Space.');
}

function reader(file: AsyncIterable<Buffer>) {
  const parts = file[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  async function more(): Promise<boolean> {
    const { value, done } = await parts.next();
    if (done) return false;
    waiting = Buffer.concat([waiting, value]);
    return true;
  }
  function cut(count: number): Buffer {
    const taken = waiting.subarray(0, count);
    waiting = waiting.subarray(count);
    return taken;
  }
  return {
    async line(longest: number) {
      while (!waiting.subarray(0, longest).includes(10) && waiting.length < longest && (await more()));
      return cut(waiting.subarray(0, longest).indexOf(10) + 1);
    },
    async bytes(count: number) {
      while (waiting.length < count)
        if (!(await more())) throw new Error('The end of the backup is missing: the file was cut off.');
      return cut(count);
    },
    async atEnd() {
      return waiting.length === 0 && !(await more());
    },
  };
}
