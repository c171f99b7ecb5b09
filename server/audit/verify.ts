// Proves the audit chain, or names every row that was edited, removed, added beside it, or moved.
import type { Database, Tx } from '../db/transact.ts';
import { countPending, eachStray, findCheckpointsAfter, findEntryTexts, useOneSnapshot } from './checkpoint.store.ts';
import { digestOf, headName, macOf } from './digest.ts';
import type { Checkpoint } from './digest.ts';

/** At 1,000 entries a checkpoint this holds about 20 MB at a time. */
const checkpointsAtOnce = 20;

export interface Verdict {
  readonly findings: number;
  readonly chained: number;
  readonly waiting: number;
  readonly checkpoints: number;
  /** `position:mac` of the newest checkpoint, to be given as `expect` to a later proof; null while there is none. */
  readonly head: string | null;
}

/**
 * Reads one snapshot, in pages. What it cannot see: entries removed before they were chained (250 ms), and an end
 * of the chain cut off together with its entries, unless `expect` is a head from before.
 */
export async function verifyAudit(
  db: Database,
  key: Buffer,
  report: (finding: string) => void,
  expect?: string,
): Promise<Verdict> {
  let findings = 0;
  const find = (finding: string) => {
    findings += 1;
    report(finding);
  };
  return db.transact(async (tx) => {
    await useOneSnapshot(tx);
    let chained = 0;
    let checkpoints = 0;
    let last: { position: number; mac: Buffer } | undefined;
    let expected = expect === undefined;
    for (;;) {
      const page = await findCheckpointsAfter(tx, last?.position ?? Number.MIN_SAFE_INTEGER, checkpointsAtOnce);
      if (page.length === 0) break;
      for (const checkpoint of page) {
        checkLink(checkpoint, key, last, find);
        last = checkpoint;
        chained += checkpoint.entryIds.length;
        expected ||= headName(checkpoint.position, checkpoint.mac) === expect;
      }
      checkpoints += page.length;
      await checkEntries(tx, page, find);
    }
    if (!expected)
      find(`checkpoint ${expect} was expected and is not there: the end of the chain was cut off or replaced`);
    for await (const id of eachStray(tx))
      find(`entry ${id} is in no checkpoint: it was added beside the chain, or its checkpoint was removed`);
    return {
      findings,
      chained,
      waiting: await countPending(tx),
      checkpoints,
      head: last ? headName(last.position, last.mac) : null,
    };
  });
}

function checkLink(
  checkpoint: Checkpoint & { mac: Buffer },
  key: Buffer,
  last: { position: number; mac: Buffer } | undefined,
  find: (finding: string) => void,
): void {
  const { position, previousMac, mac } = checkpoint;
  const expected = (last?.position ?? 0) + 1;
  if (position > expected)
    find(`checkpoint ${expected}${position > expected + 1 ? ` to ${position - 1}` : ''} was removed`);
  const follows = last ? previousMac?.equals(last.mac) : previousMac === null;
  const genuine = position > 0 && macOf(key, checkpoint).equals(mac);
  if (!genuine) find(`checkpoint ${position} was edited or moved`);
  else if (!follows && position === expected) find(`checkpoint ${position} does not follow the one before it`);
}

async function checkEntries(tx: Tx, page: readonly Checkpoint[], find: (finding: string) => void): Promise<void> {
  const rows = await findEntryTexts(
    tx,
    page.flatMap((checkpoint) => checkpoint.entryIds),
  );
  const digests = new Map<string, Buffer>();
  for (const { id, text } of rows) {
    if (digests.has(id)) find(`entry ${id} is there twice`);
    digests.set(id, digestOf(text));
  }
  for (const { position, entryIds, digests: signed } of page) {
    for (const [index, id] of entryIds.entries()) {
      const digest = digests.get(id);
      if (!digest) find(`entry ${id} (checkpoint ${position}) was removed`);
      else if (!signed[index]?.equals(digest)) find(`entry ${id} (checkpoint ${position}) was edited`);
    }
  }
}
