// One request, answered, refused or broken off within a bound.
import { setTimeout as delay } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const within = 8_000;
const looks = 40;

/** @throws Error when no whole answer came. */
export async function ask(
  door: string,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${door}${target}`, {
    method,
    headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(within),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

/** Asks again while nobody answers or there is no room, as a page does. @throws Error when it is refused for another reason. */
export async function look<T>(door: string, target: string, headers: Readonly<Record<string, string>>): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    const answer = await ask(door, 'GET', target, headers).catch(() => undefined);
    if (answer?.status === 200) return answer.body as T;
    if (turn === looks || (answer && answer.status !== 503))
      throw new Error(`a look at ${target.split('?')[0]} was answered with ${answer?.status ?? 'nothing'}`);
    await delay(200);
  }
}
