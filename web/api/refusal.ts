// The two ways a call can fail: the server answered no, or no answer came.
import type { Problem, RefusalCode } from '../../contract/errors.ts';

/** The server answered, and the answer was no. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly requestId: string;
  readonly issues: NonNullable<Problem['issues']>;
  /** Seconds to wait before trying again, or null. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.code);
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.issues = problem.issues ?? [];
    this.retryAfter = retryAfter;
  }
}

/** No answer came: the network is away, or the server is. Nothing is known about what happened to the call. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Whether the same call may succeed later without anybody changing anything. */
export function passes(error: Error): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof Refusal && (error.code === 'rate_limited' || error.code === 'overloaded'))
  );
}
