// Argon2id hashes of passwords, few at a time, so that sign-ins cannot starve everything else.
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { Refusal } from '../../refusal.ts';

// Argon2id is the library's default. OWASP's cost for it: 19 MiB, two passes, one lane; 11–17 ms on two cores.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 3;
const maxWaiting = 50;

let working = 0;
const waiting: (() => void)[] = [];

/** @throws Refusal `overloaded` when 50 others are waiting already. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), cost));

const dummy = hash(randomBytes(16), cost);

/**
 * Whether the password belongs to the hash. Without a usable hash it costs the same time and says no.
 * @throws Refusal `overloaded` when 50 others are waiting already.
 */
export async function passwordMatches(hashed: string | undefined, password: string): Promise<boolean> {
  const usable = hashed?.startsWith('$argon2id$') ?? false;
  return inTurn(async () => {
    const other = usable ? hashed! : await dummy;
    return (await verify(other, normal(password))) && usable;
  });
}

/** The same password typed on two systems may arrive in two Unicode forms. */
const normal = (password: string) => password.normalize('NFKC');

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= atOnce) {
    if (waiting.length >= maxWaiting) throw new Refusal('overloaded', { retryAfter: 2 });
    await new Promise<void>((turn) => waiting.push(turn));
  } else {
    working += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
