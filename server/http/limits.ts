// How often an account or an address may ask; refusals say when to come back.
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { networkOf } from './network.ts';

export interface Limits {
  count(endpoint: Endpoint, request: FastifyRequest): Promise<void>;
}

/**
 * Sends per minute and account as in SPEC §7. Everything else may be asked `requestsPerMinute` times, by default ten times what
 * an open page with polling asks. The counters are of this process.
 */
export function createLimits(
  config: Pick<Config, 'sendsPerMinute' | 'searchesPerMinute' | 'registrationsPerHour' | 'requestsPerMinute'>,
): Limits {
  const sends = {
    patient: new RateLimiterMemory({ points: config.sendsPerMinute.patient, duration: 60 }),
    clinician: new RateLimiterMemory({ points: config.sendsPerMinute.clinician, duration: 60 }),
    admin: new RateLimiterMemory({ points: config.sendsPerMinute.clinician, duration: 60 }),
  };
  const anHour = { points: config.registrationsPerHour, duration: 3_600 };
  const ofAddress = { register: new RateLimiterMemory(anHour), reset: new RateLimiterMemory(anHour) };
  const searches = new RateLimiterMemory({ points: config.searchesPerMinute, duration: 60 });
  const general = new RateLimiterMemory({ points: config.requestsPerMinute, duration: 60 });

  return {
    async count(endpoint, request) {
      const { actor } = request;
      if (endpoint.limit === 'send' && actor) await consume(sends[actor.role], actor.accountId);
      else if (endpoint.limit === 'search' && actor) await consume(searches, actor.accountId);
      else if (endpoint.limit === 'register' || endpoint.limit === 'reset')
        await consume(ofAddress[endpoint.limit], networkOf(request.ip));
      else await consume(general, actor?.accountId ?? networkOf(request.ip));
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (rejection instanceof Error) throw rejection;
    const { msBeforeNext } = rejection as { msBeforeNext: number };
    throw new Refusal('rate_limited', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)) });
  }
}
