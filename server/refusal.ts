// The one error that means "no", known to the contract; everything else thrown is a bug.
import type { RefusalCode } from '../contract/errors.ts';

interface Extra {
  /** What was refused, for the audit entry: an id the actor gave. */
  readonly subjectId?: string;
  readonly issues?: { path: string; message: string }[];
  /** Seconds until it is worth asking again. */
  readonly retryAfter?: number;
}

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly subjectId: string | undefined;
  readonly issues: { path: string; message: string }[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, extra: Extra = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.subjectId = extra.subjectId;
    this.issues = extra.issues;
    this.retryAfter = extra.retryAfter;
  }
}
