// Fetches a file that the server writes while it is read: says how much came, and gives nothing when it broke off.
import type { Endpoint, QueryInput } from '../../contract/endpoint.ts';
import { address, patience, refusalOf } from './call.ts';
import { Unreachable } from './refusal.ts';
import { expired, signedIn } from './session.ts';

export interface Progress {
  bytes: number;
  /** How many lines ended so far. */
  lines: number;
}

interface Asked<E> {
  query: QueryInput<E>;
  signal: AbortSignal;
  progress: (so: Progress) => void;
}

const lineEnd = '\n'.charCodeAt(0);

/** @throws Refusal when the server says no, Unreachable when it falls silent or breaks off. */
// An endpoint's schemas are read and written by its type parameters: nothing narrower takes them all.
// oxlint-disable-next-line typescript/no-explicit-any
export async function download<E extends Endpoint<any, any, any, any>>(
  endpoint: E,
  { query, signal, progress }: Asked<E>,
): Promise<{ name: string; content: Blob; lines: number }> {
  const url = address(endpoint.path, {}, query as Record<string, string>);
  const silent = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), patience);
  };
  try {
    for (;;) {
      heard();
      const answer = await fetch(url, { signal: AbortSignal.any([signal, silent.signal]) });
      if (answer.ok && answer.body) return { name: nameOf(answer), ...(await collect(answer.body, heard, progress)) };
      const refusal = await refusalOf(answer);
      if (refusal.code !== 'unauthenticated' || !signedIn()) throw refusal;
      await expired();
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof TypeError || error instanceof DOMException)) throw error;
    throw new Unreachable('the file broke off', { cause: error });
  } finally {
    clearTimeout(timer!);
  }
}

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  heard: () => void,
  progress: Asked<never>['progress'],
) {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let lines = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return { content: new Blob(chunks), lines };
    heard();
    chunks.push(value);
    bytes += value.length;
    for (const byte of value) if (byte === lineEnd) lines += 1;
    progress({ bytes, lines });
  }
}

const nameOf = (answer: Response): string =>
  /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'export';
