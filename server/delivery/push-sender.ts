// Web Push (RFC 8030, 8291, 8292) to the push services of browsers, and to nobody inside the clinic's own network.
import { createECDH } from 'node:crypto';
import dns from 'node:dns';
import http from 'node:http';
import type { RequestOptions } from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import webPush from 'web-push';

const timeToLiveSeconds = 86_400;
const timeoutMs = 10_000;

export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface PushSender {
  /** Uncompressed P-256 point, base64url. */
  readonly publicKey: string;
  /** Whether it is an address that may be pushed to. */
  allows(endpoint: string): boolean;
  /** @returns false when the subscription is gone for good. @throws Error when it may work later. */
  send(to: Subscription, payload: string): Promise<boolean>;
}

/** @param local whether push services on this machine and over http are believed: for trials and tests */
export function createPushSender(privateKey: Buffer, contact: string, local: boolean): PushSender {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  const publicKey = ecdh.getPublicKey().toString('base64url');
  const lookup = local ? {} : { lookup: lookupPublic };
  const allows = (endpoint: string) => {
    if (local) return true;
    const { protocol, hostname } = new URL(endpoint);
    const name = hostname.replace(/\.+$/, '');
    const isPublic = name.includes('.') && !/\.(localhost|local)$/.test(name);
    return protocol === 'https:' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && isPublic;
  };
  return {
    publicKey,
    allows,
    async send(to, payload) {
      if (!allows(to.endpoint)) return false;
      const { endpoint, method, headers, body } = webPush.generateRequestDetails(
        { endpoint: to.endpoint, keys: { ...to.keys } },
        payload,
        {
          TTL: timeToLiveSeconds,
          vapidDetails: { subject: contact, publicKey, privateKey: privateKey.toString('base64url') },
        },
      );
      const status = await statusOf(
        endpoint,
        { method, headers, signal: AbortSignal.timeout(timeoutMs), ...lookup },
        body,
      );
      if (status < 300) return true;
      // RFC 8030, section 7.3: such a subscription never comes back. What is malformed will not mend either.
      if (status >= 400 && status < 500 && status !== 429) return false;
      throw new Error(`a push service answered ${status}`);
    },
  };
}

function statusOf(endpoint: string, options: RequestOptions, body: Buffer | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const { request } = endpoint.startsWith('https:') ? https : http;
    // The status says everything: a body that never ends must not hold up anybody.
    const asked = request(endpoint, options, (response) => {
      resolve(response.statusCode!);
      response.destroy();
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** A name that leads inside is refused at the moment it is used, whatever it led to before. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const hidden = addresses.some(({ address, family }) => inside.check(address, family === 6 ? 'ipv6' : 'ipv4'));
    if (hidden) return done(new Error('a push address leads inside'), []);
    if (options.all) return done(null, addresses);
    return done(null, addresses[0]!.address, addresses[0]!.family);
  });
};
