// Who is asking, and from where: what policies and audit entries are made from.
import type { Role } from '../contract/endpoint.ts';

/** Where a request came from; goes into audit entries. */
export interface Source {
  readonly requestId: string;
  readonly address: string | null;
  readonly sessionId: string | null;
}

/** Somebody in whose name something is sent, now or later. */
export interface Author extends Source {
  readonly accountId: string;
  readonly role: Role;
  readonly displayName: string;
  readonly headline: string | null;
}

export interface Actor extends Author {
  readonly sessionId: string;
}
